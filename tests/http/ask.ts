import { request } from 'node:http'
import type { Running } from './running.ts'

/** An answer to a request whose every header, Host too, was chosen by the test. */
export interface Asked {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** Asks by node:http, which sends any Host, Origin and Cookie; `from` is the local address to ask from. */
export function ask(
  { address }: Pick<Running, 'address'>,
  path: string,
  {
    method = 'GET',
    from,
    body,
    ...headers
  }: Record<string, string> & { method?: string; from?: string } = {},
): Promise<Asked> {
  return new Promise((done, fail) => {
    const asked = request(
      address + path,
      { method, headers, ...(from && { localAddress: from }) },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => (text += chunk))
        answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      },
    )
    asked.on('error', fail)
    asked.end(body)
  })
}

/** The pass that the wall's page gives to this machine, as a Cookie header. */
export async function passOf(server: Running): Promise<string> {
  const page = await ask(server, '/wall')
  return String(page.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
}
