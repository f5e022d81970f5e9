import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Got {
  headers: IncomingHttpHeaders
  body: string
}

/** A web server that takes posts and answers what it is told to. */
export async function receiver() {
  const got: Got[] = []
  const answer = { status: 200, location: '' }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { got, answer, url: `http://127.0.0.1:${port}/hook`, host: `127.0.0.1:${port}` }
}
