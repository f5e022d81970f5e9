import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportContent, type ReportContent } from '../../shared/events/sitrep.ts'
import { aidTable } from '../../shared/report/aid-table.ts'
import { draftReport } from '../../shared/report/draft.ts'
import { signedIn, strict } from '../access/people.ts'
import { flood, type Running } from '../http/running.ts'
import { fold, holds, stream } from '../shared/streams.ts'

const impact = (server: Running, subject: string, id: string, figures: Record<string, number>, by: string) =>
  server.tell(
    flood({ id, type: 'incident.assessed', subject }, { title: `Banjir ${subject}`, impact: figures, by }),
  )

/** The log's own figures, folded apart from the server's situation. */
async function fromLog(server: Running) {
  const { log } = server.server.worlds.find()!
  return fold(await log.read(0, 10_000))
}

const contentOf = async (server: Running, id: string): Promise<ReportContent> => {
  const { log } = server.server.worlds.find()!
  const said = (await log.read(0, 10_000)).filter(({ subject }) => subject === id)
  const last = said.findLast(({ type }) => type === 'sitrep.drafted')
  return reportContent.parse(last?.type === 'sitrep.drafted' ? last.data.content : undefined)
}

const figuresOf = ({ incidents }: ReportContent) =>
  Object.fromEntries(incidents.flatMap(({ figures }) => figures.map(({ key, value }) => [key, value])))

test(
  'a report’s figures are the log’s; it is approved once by who is appointed, and then stays as it is',
  { timeout: 120_000 },
  async () => {
    const server = await strict()
    const { browser: operator } = await signedIn(server, 'operator')
    const { browser: bupati } = await signedIn(server, 'executive')
    for (const id of ['a', 'b']) await server.tell(flood({ id, subject: id }, { title: `Banjir ${id}` }))
    await impact(server, 'a', '1', { mengungsi: 40, meninggal: 1 }, 'BPBD')
    await impact(server, 'b', '2', { mengungsi: 12 }, 'Dinsos')
    const made = await operator.post('/api/sitreps', { texts: { plan: 'Kirim tenda' } })
    expect(made.status).toBe(201)
    const id = String(made.body.id)
    const content = await contentOf(server, id)
    const { incident } = await fromLog(server)
    const expected = [...incident.values()].flatMap((one) =>
      Object.entries(one.impact).map(([name, { value }]) => [`${one.id}/${name}`, value]),
    )
    expect(figuresOf(content)).toEqual(Object.fromEntries(expected))
    expect(content.totals.find(({ key }) => key === 'jumlah/mengungsi')?.value).toBe(52)

    // Nobody but the server says what a report holds; nobody approves who is not appointed, and no key does.
    const forged = flood({ type: 'sitrep.approved', subject: id }, {})
    expect((await server.tell(forged, server.key('admin'))).status).not.toBe(201)
    expect((await operator.post(`/api/sitreps/${id}/approve`)).status).toBe(403)
    const byKey = await server.post(`/api/sitreps/${id}/approve`, {}, server.key('executive'))
    expect(byKey.status).toBe(403)

    const both = await Promise.all([1, 2].map(() => bupati.post(`/api/sitreps/${id}/approve`)))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const approved = both.find(({ status }) => status === 201)!
    expect((await operator.post('/api/sitreps', { id, texts: { plan: 'lain' } })).status).toBe(409)

    const pdf = async () =>
      Buffer.from(await (await server.get(`/api/sitreps/${id}/pdf`, server.key('operator'))).arrayBuffer())
    const bytes = await pdf()
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    // What happens later does not change it.
    await impact(server, 'a', '3', { mengungsi: 90 }, 'BPBD')
    expect((await pdf()).equals(bytes)).toBe(true)
    const verdict = async (body: Buffer) => {
      const headers = { origin: server.address }
      const answer = await fetch(`${server.address}/api/seals/${String(approved.body.code)}/check`, { method: 'POST', body: new Uint8Array(body), headers }) // prettier-ignore
      return ((await answer.json()) as { verdict: string }).verdict
    }
    expect(await verdict(bytes)).toBe('asli')
    for (const at of [9, bytes.length >> 1, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      expect(await verdict(changed)).toBe('berubah')
    }

    // The next one counts from the approved one.
    const next = String((await operator.post('/api/sitreps')).body.id)
    const figures = (await contentOf(server, next)).incidents.flatMap((one) => one.figures)
    expect(figures.find(({ key }) => key === 'a/mengungsi')).toMatchObject({ value: 90, before: 40 })
    const text = await (await server.get(`/api/sitreps/${next}/txt`, server.key('operator'))).text()
    expect(text).toContain('Mengungsi: jumlah 90 jiwa; perubahan +50; sumber BPBD')
    expect(text).toMatch(/^\*LAPORAN SITUASI No\. 2\*/)
    const csv = await (await server.get(`/api/sitreps/${next}/csv`, server.key('operator'))).text()
    expect(csv).toContain('kondisi,Banjir a,Mengungsi,90,jiwa,40,BPBD,')
  },
)

test('an operator who is appointed approves, and the executive who is not no longer does', async () => {
  const server = await strict()
  const { browser: operator } = await signedIn(server, 'operator', 'kalaksa@uji.test')
  const { browser: bupati } = await signedIn(server, 'executive')
  const people = await server.server.access.people.list()
  const person = `p_${people.find(({ email }) => email === 'kalaksa@uji.test')?.id ?? ''}`
  const value = [{ person, office: 'Kepala Pelaksana BPBD' }]
  const set = flood({ type: 'setting.changed', subject: 'x' }, { key: 'reportApprovers', value })
  expect((await server.tell(set, server.key('admin'))).status).toBe(201)
  const id = String((await operator.post('/api/sitreps')).body.id)
  expect((await bupati.post(`/api/sitreps/${id}/approve`)).status).toBe(403)
  expect((await operator.post(`/api/sitreps/${id}/approve`)).status).toBe(201)
  const read = await bupati.get(`/api/sitreps/${id}`)
  expect(read.body.approved).toMatchObject({ signer: { role: 'Kepala Pelaksana BPBD' } })
})

test('whatever was told, a report can be drafted of it, and says no figure that the situation does not', () => {
  holds(
    fc.property(stream(60), (events) => {
      const situation = fold(events)
      const content = draftReport(situation, Date.UTC(2026, 3, 1))
      const read = reportContent.safeParse(content)
      expect(read.error?.issues ?? []).toEqual([])
      for (const { id, figures } of content.incidents)
        for (const { key, value } of figures)
          expect(situation.incident.get(id)?.impact[key.slice(id.length + 1)]?.value).toBe(value)
    }),
    150,
  )
})

test('what is asked for beyond the reckoned need stands as the need; what nobody knows is not 0', () => {
  const line = { item: 'beras', title: 'Beras', unit: 'kg', received: 0, distributed: 0, inStock: 0 }
  const nothing = draftReport(fold([]), 0)
  const needed = (more: object) =>
    aidTable({ ...nothing, aid: [{ ...line, asOf: '2026-04-01T00:00:00Z', ...more }] }, true)[0]?.rows[0]?.[1]
  expect(needed({ computed: [100, 200], asked: 900 })).toBe('900')
  expect(needed({ computed: [100, 200], asked: 150 })).toBe('100–200')
  expect(needed({ asked: 150 })).toBe('150')
  expect(needed({})).toBe('belum diketahui')
})
