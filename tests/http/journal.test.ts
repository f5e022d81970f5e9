import { expect, test } from 'vitest'
import { flood, running } from './running.ts'

type Entry = { type: string; subject: string; who: string; seq: number; data: Record<string, unknown> }

const act = (id: string, type: string, subject: string, data: Record<string, unknown> = {}) => ({
  ...{ specversion: '1.0', id, source: '/desk', type, subject, data },
})

test('the journal of an incident holds its tasks and what was merged into it, in order, with names', async () => {
  const { tell, get, key } = await running()
  const operator = key('operator')
  await tell(flood({ subject: 'a' }, { reporter: 'Budi Contoh' }))
  await tell(flood({ subject: 'b' }))
  await tell(act('1', 'incident.noted', 'b', { kind: 'pesan', note: 'lewat radio' }))
  await tell(act('2', 'task.assigned', 'b-1', { incident: 'b', agency: 'pu', title: 'Kirim pompa' }))
  await tell(act('3', 'incident.merged', 'b', { into: 'a' }))
  expect((await tell(act('4', 'incident.merged', 'a', { into: 'b' }))).status).toBe(409)
  expect((await tell(act('5', 'incident.merged', 'a', { into: 'a' }))).status).toBe(409)
  await tell(act('6', 'incident.noted', 'a', { kind: 'keputusan', note: 'evakuasi', key: true }))
  const journal = async (subject: string) => {
    const answer = await get(`/api/journal?subject=${subject}`, operator)
    return ((await answer.json()) as { journal: Entry[] }).journal
  }
  const rows = await journal('a')
  expect(rows.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
    'incident.reported a',
    'incident.reported b',
    'incident.noted b',
    'task.assigned b-1',
    'incident.merged b',
    'incident.noted a',
  ])
  expect(rows.at(-1)).toMatchObject({ who: 'uji', data: { kind: 'keputusan', note: 'evakuasi' } })
  expect(JSON.stringify(rows)).not.toContain('Budi')
  expect((await tell(act('7', 'incident.unmerged', 'b'))).status).toBe(201)
  expect((await journal('a')).map(({ type }) => type)).toEqual([
    'incident.reported',
    'incident.merged',
    'incident.noted',
  ])
  expect((await journal('b')).map(({ type }) => type)).toHaveLength(5)
  expect((await get('/api/journal', operator)).status).toBe(400)
})

test('a timeline is given out as JSON and CSV, of a thing or of a period, and the export is recorded', async () => {
  const { tell, get, key, server } = await running()
  const operator = key('operator')
  await tell(flood({ subject: 'a' }))
  await tell(act('1', 'incident.verified', 'a'))
  await tell(flood({ subject: 'b' }))
  const rows = async (query: string) => {
    const answer = await get(`/api/timeline.json?${query}`, operator)
    return ((await answer.json()) as { timeline: Entry[] }).timeline.map(
      ({ type, subject }) => `${type} ${subject}`,
    )
  }
  const now = server.worlds.find()!.present.situations.staff.recorded
  expect(await rows('subject=a')).toEqual(['incident.reported a', 'incident.verified a'])
  expect(await rows('from=2020-01-01T00:00:00Z')).toHaveLength(3)
  expect(await rows(`from=${new Date(Date.parse(now) + 1).toISOString()}`)).toEqual([])
  expect(await rows('from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')).toEqual([])
  const csv = await (await get('/api/timeline.csv?subject=a', operator)).text()
  expect(csv.split('\r\n')[0]).toBe('seq,recorded,time,type,subject,region,actor,who,data')
  expect(csv.split('\r\n')).toHaveLength(4)
  expect((await get('/api/timeline.csv', operator)).status).toBe(400)
  const { registers } = server.worlds.find()!
  const audit = await registers.audit()
  expect(audit.count({ type: 'export.made' })).toBe(5)
})

test('an exercise is planned, started as a world of its own, injected, ended and reviewed', async () => {
  const { tell, post, get, key, server } = await running({}, { schedule: true })
  const operator = key('operator')
  const start = '2018-08-05T19:46:00+08:00'
  const data = {
    hazard: 'gempabumi',
    level: 3,
    title: 'Gempa',
    geometry: { type: 'Point', coordinates: [116.3, -8.7] },
  }
  const injects = [{ after: 0, title: 'Gempa terasa', type: 'incident.reported', subject: 'g-1', data }]
  const plan = act('p', 'exercise.planned', 'gladi-1', { title: 'Gladi gempa', start, rate: 10, injects })
  expect((await tell(plan)).status).toBe(201)
  const go = async (what: string) => {
    const { status } = await post(`/api/exercises/gladi-1/${what}`, {}, operator)
    return status
  }
  expect(await go('end')).toBe(409)
  expect(await go('start')).toBe(201)
  expect(await go('start')).toBe(409)
  const world = () => server.worlds.find('gladi-1')!.present.situations.staff
  await expect.poll(() => world().incident.get('g-1')?.title).toBe('Gempa')
  await expect.poll(() => world().exercise.get('gladi-1')?.injected).toEqual([0])
  expect(server.worlds.find('real')!.present.situations.staff.incident.size).toBe(0)
  expect(await go('end')).toBe(200)
  const review = act('r', 'exercise.reviewed', 'gladi-1', { findings: 'Tugas PU terlambat diterima' })
  expect((await tell(review)).status).toBe(201)
  const own = server.worlds.find('real')!.present.situations
  expect(own.staff.exercise.get('gladi-1')).toMatchObject({ status: 'reviewed' })
  expect(own.wall.exercise.get('gladi-1')).not.toHaveProperty('injects')
  expect((await get('/api/timeline.json?world=gladi-1&from=2018-08-01T00:00:00Z', operator)).status).toBe(200)
})
