import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a port that can be cut as a network is: nothing comes through, and nobody is told. */
export async function relay(port: number, host = '127.0.0.1', own = '127.0.0.1') {
  let whole = true
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, host)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one)
      one.on('data', (bytes) => void (whole && other.write(bytes)))
      one.on('error', () => one.destroy())
      one.on('close', () => {
        ends.delete(one)
        if (whole) other.destroy()
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, own, done))
  const drop = () => {
    for (const end of ends) end.destroy()
  }
  return {
    host: own,
    port: (server.address() as AddressInfo).port,
    how: 'a relay',
    cut: () => void (whole = false),
    /** What was lost in between breaks the connections that were there. */
    heal: () => {
      whole = true
      drop()
    },
    close: () => {
      drop()
      server.close()
    },
  }
}
