import { createServer, request } from 'node:http'
import { connect } from 'node:net'

/** A server that passes everything on to another, but answers some paths with what they are altered to. */
export interface Altered {
  address: string
  /** By path, what becomes of the other's answer. */
  alter: Map<string, (text: string) => string>
  close: () => void
}

/** Stands before the server at `address`, as a newer build of it would. */
export async function altered(address: string): Promise<Altered> {
  const alter: Altered['alter'] = new Map()
  const { hostname, port } = new URL(address)
  const server = createServer(async (ask, answer) => {
    const change = alter.get(ask.url ?? '')
    if (change) {
      const got = await fetch(address + ask.url)
      const type = got.headers.get('content-type') ?? ''
      return void answer.writeHead(200, { 'content-type': type }).end(change(await got.text()))
    }
    const { method, url: path, headers } = ask
    const far = request({ hostname, port, method, path, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    far.on('error', () => answer.destroy())
    ask.pipe(far)
  })
  server.on('upgrade', (ask, near, head) => {
    const far = connect(Number(port), hostname)
    const pairs = ask.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : []))
    far.write([`${ask.method} ${ask.url} HTTP/1.1`, ...pairs, '', ''].join('\r\n'))
    far.write(head)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => (near.destroy(), far.destroy()))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const own = server.address()
  if (own === null || typeof own === 'string') throw new Error('it has no port')
  return {
    address: `http://127.0.0.1:${own.port}`,
    alter,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
