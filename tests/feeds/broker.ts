import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { Aedes } from 'aedes'

export interface Broker {
  port: number
  /** Sends a message to whoever listens; resolves once the broker has it. */
  publish: (topic: string, body: unknown, retain?: boolean) => Promise<void>
  close: () => Promise<void>
}

/** A real MQTT broker; `password`: whom it lets in; `tls`: its key and certificate. */
export async function openBroker({
  port = 0,
  password,
  tls,
}: { port?: number; password?: string; tls?: { key: Buffer; cert: Buffer } } = {}): Promise<Broker> {
  const aedes = await Aedes.createBroker({
    authenticate: (_, user, given, done) =>
      done(null, password === undefined || (user === 'ruang' && given?.toString() === password)),
  })
  const sockets = new Set<Socket>()
  const serve = (socket: Socket) => {
    sockets.add(socket)
    aedes.handle(socket)
  }
  const server: Server = tls ? createSecureServer(tls, serve) : createServer(serve)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    publish: (topic, body, retain = false) =>
      new Promise((done, fail) => {
        const payload = typeof body === 'string' ? body : JSON.stringify(body)
        const packet = { cmd: 'publish', topic, payload, retain, qos: 1, dup: false } as const
        aedes.publish(packet, (error) => (error ? fail(error) : done()))
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await new Promise<void>((done) => aedes.close(() => done()))
    },
  }
}
