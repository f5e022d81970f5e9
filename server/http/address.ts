import type { Server as HttpServer } from 'node:http'
import { createServer as createProbe, type AddressInfo } from 'node:net'
import { CannotListen, ConfigError, type Config } from '../config.ts'

/** A whole building's screens come back at once: who finds no place in the queue tries again only after a second. */
const mostKnocking = 4_096

/** Listens where the configuration says; answers the address. Throws CannotListen. */
export async function listen(http: HttpServer, { HOST, PORT, tls }: Config): Promise<string> {
  await new Promise<void>((done, fail) => {
    http.once('error', fail).listen({ port: PORT, host: HOST, backlog: mostKnocking }, done)
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new CannotListen(HOST, PORT)
    throw error
  })
  const { port } = http.address() as AddressInfo
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Throws ConfigError where the machine has no such address or this account may not listen there; whether it is taken is another matter. */
export async function checkAddress({ HOST, PORT }: Config): Promise<void> {
  const probe = createProbe()
  await new Promise<void>((done, fail) => {
    probe.once('error', fail).listen(PORT, HOST, done)
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES') throw new ConfigError(`PORT: ${PORT} may not be opened by this account`)
    if (error.code !== 'EADDRINUSE') throw new ConfigError(`HOST: cannot listen on ${HOST} (${error.code})`)
  })
  if (probe.listening) await new Promise<void>((done) => probe.close(() => done()))
}
