import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A mail server of a few lines (RFC 5321) that keeps what it takes; it may refuse, or be away and come back. */
export class Smtp {
  readonly taken: string[] = []
  refuses: string | undefined
  #server: Server | undefined
  #sockets = new Set<Socket>()
  #port = 0

  async start(): Promise<string> {
    const server = createServer((socket) => this.#talk(socket))
    this.#server = server
    await new Promise<void>((done) => server.listen(this.#port, '127.0.0.1', done))
    this.#port = (server.address() as AddressInfo).port
    onTestFinished(() => this.stop())
    return `smtp://127.0.0.1:${this.#port}`
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((done) => (this.#server ? this.#server.close(done) : done(undefined)))
    this.#server = undefined
  }

  #talk(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    let text = ''
    let isData = false
    socket.setEncoding('utf8')
    socket.write('220 uji\r\n')
    socket.on('data', (piece: string) => {
      text += piece
      for (;;) {
        const end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const said = text.slice(0, end)
        text = text.slice(end + (isData ? 5 : 2))
        if (isData) {
          this.taken.push(said)
          isData = false
          socket.write('250 ok\r\n')
        } else socket.write(this.#answer(said, () => (isData = true)))
      }
    })
  }

  #answer(said: string, data: () => void): string {
    const verb = said.slice(0, 4).toUpperCase()
    if (verb === 'RCPT' && this.refuses) return `${this.refuses}\r\n`
    if (verb !== 'DATA') return verb === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n'
    data()
    return '354 go on\r\n'
  }
}
