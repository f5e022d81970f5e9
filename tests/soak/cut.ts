import { connect, createServer, type Socket } from 'node:net'

/** A line between browsers and a server that can be cut. */
export interface Line {
  address: string
  /** Breaks every connection, and refuses new ones for `ms`. */
  cut: (ms: number) => Promise<void>
  close: () => void
}

/** Lays a line on a port of its own to the server at `address`. */
export async function line(address: string): Promise<Line> {
  const { hostname, port } = new URL(address)
  const open = new Set<Socket>()
  let broken = false
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
  }
  const server = createServer((near) => {
    if (broken) return void near.destroy()
    const far = connect(Number(port), hostname)
    keep(near)
    keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const own = server.address()
  if (own === null || typeof own === 'string') throw new Error('the line has no port')
  return {
    address: `http://127.0.0.1:${own.port}`,
    cut: async (ms) => {
      broken = true
      for (const socket of open) socket.destroy()
      await new Promise((resume) => setTimeout(resume, ms))
      broken = false
    },
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
