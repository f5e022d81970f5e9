import { expect, test } from 'vitest'
import { noted, signedIn, strict } from '../access/people.ts'
import { flood, type Running } from './running.ts'

interface Page {
  audit: { seq: number; actor: string; who: string; type: string; subject: string }[]
  next: number | null
}

async function pageOf({ get }: Running, key: string, query = ''): Promise<Page> {
  const answer = await get(`/api/audit${query}`, key)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}

/** The rows of a CSV as RFC 4180 has them. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  const take = () => void rows.at(-1)?.push(cell)
  for (const [whole, quoted, plain, end] of text.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)|(,|\r\n)/g)) {
    if (quoted !== undefined) cell += quoted.replaceAll('""', '"')
    else if (plain !== undefined) cell += plain
    if (end === undefined || whole === undefined) continue
    take()
    cell = ''
    if (end !== ',') rows.push([])
  }
  return rows.slice(0, -1)
}

test('a person’s acts and sign-ins stand there by name; the name is in the accounts, not in the log', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'operator', 'sari@uji.test')
  await browser.post('/api/events', flood())
  const admin = server.key('admin')
  await expect.poll(async () => (await pageOf(server, admin)).audit.length).toBe(3)
  const { audit } = await pageOf(server, admin)
  const [person] = await server.server.access.people.list()
  expect(audit.map(({ type, actor, who }) => [type, actor, who])).toEqual([
    ['incident.reported', `operator:p_${person?.id}`, person?.name],
    ['session.started', `p_${person?.id}`, person?.name],
    ['person.changed', 'link', ''],
  ])
  const { log } = server.server.worlds.find()!
  expect(JSON.stringify(await log.read(0, 100))).not.toContain(person?.name)
  await server.server.access.people.remove(person?.id ?? '')
  expect((await pageOf(server, admin)).audit[0]).toMatchObject({ actor: audit[0]?.actor, who: '' })
})

test('it is for administrators alone', async () => {
  const server = await strict()
  for (const role of ['operator', 'executive', 'agency:dinkes', 'display', 'feeder'] as const) {
    for (const path of ['/api/audit', '/api/audit.csv'])
      expect([role, path, (await server.get(path, server.key(role))).status]).toEqual([role, path, 403])
  }
  expect((await server.get('/api/audit')).status).toBe(401)
  expect(await noted(server, 'export.made')).toEqual([])
})

test('filters choose, pages follow on each other, and a wrong filter is named', async () => {
  const server = await strict()
  const [admin, operator] = [server.key('admin'), server.key('operator')]
  for (let at = 1; at <= 3; at++) await server.tell(flood({ subject: `i${at}` }), operator)
  await server.tell(flood({ subject: 'i4' }), admin)
  const seqs = async (query: string) => (await pageOf(server, admin, query)).audit.map(({ seq }) => seq)
  await expect.poll(() => seqs('')).toEqual([4, 3, 2, 1])
  expect(await seqs('?actor=operator')).toEqual([3, 2, 1])
  expect(await seqs('?subject=i2')).toEqual([2])
  expect(await seqs('?type=incident.reported&limit=1')).toEqual([4])
  expect(await seqs('?type=session')).toEqual([])
  expect((await pageOf(server, admin, '?limit=3')).next).toBe(2)
  expect((await pageOf(server, admin, '?limit=3&before=2')).next).toBe(null)
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  expect(await seqs(`?from=${today}&to=${today}`)).toEqual([4, 3, 2, 1])
  expect(await seqs('?to=2020-01-01')).toEqual([])
  expect(await seqs('?from=2100-01-01T00:00:00%2B08:00')).toEqual([])
  for (const [query, field] of [
    ['from=kemarin', 'from'],
    ['to=2026-13-01', 'to'],
    ['type=%25', 'type'],
    ['before=x', 'before'],
    ['limit=0', 'limit'],
  ]) {
    const refused = await server.get(`/api/audit?${query}`, admin)
    expect([query, refused.status]).toEqual([query, 400])
    expect(await refused.json()).toMatchObject({ errors: [{ field }] })
  }
})

test('the CSV has the documented columns, quotes what it must, starts no formula, and is recorded', async () => {
  const server = await strict()
  const admin = server.key('admin')
  await server.tell(flood({ subject: '=1+1, "dua"' }), admin)
  await server.tell(flood({ subject: 'i3' }), admin)
  await expect.poll(async () => (await pageOf(server, admin)).audit.length).toBe(2)
  const answer = await server.get('/api/audit.csv?type=incident', admin)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-real-\d+\.csv"$/)
  const text = await answer.text()
  expect(text.split('\r\n')).toHaveLength(4)
  const rows = parseCsv(text)
  expect(rows[0]).toEqual(['seq', 'recorded', 'actor', 'who', 'type', 'subject', 'details'])
  expect(rows.slice(1).map((row) => [row[0], row[3], row[5]])).toEqual([
    ['2', 'uji', 'i3'],
    ['1', 'uji', `'=1+1, "dua"`],
  ])
  expect(await noted(server, 'export.made')).toMatchObject([
    { subject: 'audit', data: { what: 'audit', rows: 2, by: expect.stringMatching(/^admin:k_/) } },
  ])
})

test('an export of many rows is whole', async () => {
  const server = await strict()
  const admin = server.key('admin')
  const events = Array.from({ length: 2_500 }, (_, at) => flood({ subject: `i${at}` }))
  for (let at = 0; at < 2_500; at += 500) {
    const headers = { 'content-type': 'application/cloudevents-batch+json' }
    await server.post('/api/events', events.slice(at, at + 500), admin, headers)
  }
  await expect.poll(async () => (await pageOf(server, admin)).audit[0]?.seq).toBe(2_500)
  const rows = parseCsv(await (await server.get('/api/audit.csv', admin)).text())
  const seqs = rows.slice(1).map(([seq]) => Number(seq))
  expect(seqs.filter((seq) => seq <= 2_500)).toEqual(Array.from({ length: 2_500 }, (_, at) => 2_500 - at))
})
