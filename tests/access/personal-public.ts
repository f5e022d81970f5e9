import { randomUUID } from 'node:crypto'
import { workOf } from '../../server/http/puzzle.ts'
import type { Running } from '../http/running.ts'
import { statement } from './personal-marks.ts'
import type { Keys, Outgoing } from './personal-outgoing.ts'

/** Marked texts and a person, as the public's doors get them. */
function marks() {
  const { data } = statement('ticket.opened', 'publik')
  const person = data.reporter as { nama: string; telepon: string; nik: string }
  return { text: String(data.title), ...person }
}

/** Reports through the public's form and through Open311, is refused there, and reads what both give out. */
export async function askPublic(server: Running, out: Outgoing, keys: Keys): Promise<void> {
  const report = async (more: Record<string, unknown>) => {
    const { challenge, bits } = (await (await server.get('/api/lapor')).json()) as { challenge: string; bits: number } // prettier-ignore
    let nonce = 0
    while (workOf(challenge, String(nonce)) < bits) nonce++
    const { text, nama, telepon } = marks()
    const body = { class: 'pengaduan', category: 'jalan', title: text, description: text, privacy: 'open', name: nama, phone: telepon } // prettier-ignore
    const sent = {
      id: randomUUID(),
      ...body,
      point: [116.27, -8.7],
      ...more,
      challenge,
      nonce: String(nonce),
    }
    const answer = await out.answer('POST /api/lapor', server.post('/api/lapor', sent))
    return /ADU-\w{8}-\w/.exec(answer)?.[0] ?? ''
  }
  const numbers = [
    await report({}),
    await report({ privacy: 'secret' }),
    await report({ privacy: 'anonymous' }),
  ]
  await report({ class: marks().nama })
  const { text, nama, telepon } = marks()
  const fields = { service_code: 'jalan', lat: '-8.7', long: '116.27', description: text, first_name: nama, phone: telepon, email: nama, address_string: nama } // prettier-ignore
  const post = (more: Record<string, string>) =>
    fetch(`${server.address}/open311/v2/requests.json`, { method: 'POST', body: new URLSearchParams({ ...fields, ...more }) }) // prettier-ignore
  const taken = await out.answer('POST open311', post({}))
  const id = /open311-[0-9a-f-]{36}/.exec(taken)?.[0] ?? ''
  await out.answer('POST open311 wrong', post({ lat: '0' }))
  const open = [
    'requests.json',
    'requests.xml',
    `requests/${id}.json`,
    `requests/${id}.xml`,
    `tokens/${id}.json`,
  ]
  const paths = [
    ...numbers.map((number) => `/api/lapor/${number}`),
    ...open.map((path) => `/open311/v2/${path}`),
    '/api/lapor/near?category=jalan&point=116.27,-8.7',
    ...['agency', 'category', 'district', 'month'].flatMap((by) =>
      ['tickets', 'tickets.csv'].map((path) => `/api/statistics/${path}?by=${by}`),
    ),
  ]
  for (const path of paths) await out.answer(`GET ${path}`, server.get(path))
  const staff = ['/api/tickets?limit=500', '/api/tickets?order=due&open=1', `/api/tickets?q=${nama}`, `/api/tickets/${id}`, '/api/tickets/ticket-1', '/api/proposals', '/api/statistics/agencies'] // prettier-ignore
  for (const role of ['operator', 'executive', 'agency:pu', 'admin'] as const)
    for (const path of staff) await out.answer(`GET ${path} as ${role}`, server.get(path, keys[role]))
  // What was asked for is what the search would find it in: each of these answered, with something in it.
  for (const path of [...numbers.map((number) => `/api/lapor/${number}`), `/open311/v2/requests/${id}.json`])
    if (!out.all.some((one) => one.where === `GET ${path} 200`)) throw new Error(`${path} did not answer`)
}
