import { expect, test } from 'vitest'
import { XMLValidator } from 'fast-xml-parser'
import { readBody } from '../feeds/fixture.ts'
import { flood, running, type Running } from './running.ts'

const ring = [[116.2, -8.8], [116.3, -8.8], [116.3, -8.7], [116.2, -8.8]] // prettier-ignore

const say = (type: string, subject: string, data: object = {}, source = '/bpbd/pusdalops') => ({
  ...{ specversion: '1.0', id: `${type}:${subject}:${Math.random()}`, source, type, subject, data },
})

const warning = {
  headline: 'Banjir rob <pesisir> & muara',
  hazard: 'banjir-rob',
  level: 2,
  issuer: 'BPBD Contoh',
  expires: '2030-01-01T00:00:00Z',
  instruction: 'Jauhi pantai',
  geometry: { type: 'Polygon', coordinates: [ring] },
}

async function told(): Promise<Running> {
  const server = await running()
  const private_ = { description: 'di belakang rumah', reporter: { name: 'Budi Contoh' } }
  await server.tell(flood({ subject: 'b1' }, { level: 2, ...private_ }))
  await server.tell(flood({ subject: 'hoaks?' }, { level: 3, title: 'Belum diperiksa' }))
  await server.tell(say('incident.verified', 'b1', { note: 'dicek' }))
  await server.tell(say('warning.issued', 'w 1', warning))
  const relayed = say('warning.issued', 'bmkg', { ...warning, headline: 'Milik BMKG' }, 'https://bmkg.test/x')
  await server.tell(relayed, server.key('feeder'))
  await server.tell(say('warning.issued', 'bmkg-2', warning, '/bmkg'), server.key('feeder'))
  return server
}

test('our warnings and verified incidents go out as CAP that our own reader reads back', async () => {
  const server = await told()
  const answer = await server.get('/api/cap/w%201.xml')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/cap+xml; charset=utf-8',
  ])
  const text = await answer.text()
  expect(XMLValidator.validate(text)).toBe(true)
  const [read] = readBody('cap', text).events
  expect(read).toMatchObject({ type: 'warning.issued', subject: expect.not.stringMatching(/[\s,<&]/) })
  expect(read?.data).toMatchObject({
    ...{ headline: warning.headline, level: 2, issuer: warning.issuer, instruction: warning.instruction },
    geometry: warning.geometry,
    expires: '2030-01-01T00:00:00.000Z',
  })
  const cap = async () => (await server.get('/api/cap/b1.xml')).text()
  // What was only reported was never given out: nobody is referred to it, and a task is no news of the danger.
  expect(await cap()).toMatch(/<identifier>b1\.3<\/identifier>.*<msgType>Alert</)
  expect(await cap()).not.toContain('<references>')
  await server.tell(say('incident.assessed', 'b1', { level: 3 }))
  await server.tell(say('task.assigned', 't1', { incident: 'b1', agency: 'PUPR', title: 'Pompa' }))
  await server.tell(say('incident.assessed', 'b1', { level: 3, title: 'Banjir bandang di Kuta' }))
  const changed = await cap()
  const order = [...changed.matchAll(/<(\w+)>/g)].map(([, name]) => name)
  expect(order.slice(0, 7)).toEqual([
    'identifier',
    'sender',
    'sent',
    'status',
    'msgType',
    'scope',
    'references',
  ])
  // CAP 1.2: sender,identifier,sent of every earlier message, in order, parted by blanks.
  const [, references = ''] = /<msgType>Update<\/msgType>.*<references>(.*)<\/references>/.exec(changed) ?? []
  const parts = references.split(' ').map((one) => one.split(','))
  const identifiers = parts.map(([, identifier]) => identifier ?? '')
  expect(identifiers[0]).toBe('b1.3')
  expect(identifiers).toHaveLength(2)
  for (const [, , sent] of parts) expect(sent).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
  expect(changed).toMatch(/<sent>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d<\/sent>/)
  expect(readBody('cap', changed)).toMatchObject({
    events: [{ type: 'warning.updated', subject: 'b1.3' }],
    reasons: [],
  })
  await server.tell(say('incident.resolved', 'b1'))
  const [, all = ''] = /<msgType>Cancel<\/msgType>.*<references>(.*)<\/references>/.exec(await cap()) ?? []
  expect(all.split(' ')).toHaveLength(3)
})

test('what nobody has verified, what others issued, and what is for staff is published nowhere', async () => {
  const server = await told()
  for (const id of ['hoaks%3F', 'bmkg', 'bmkg-2', 'none', '..%2F..%2Fx'])
    expect((await server.get(`/api/cap/${id}.xml`)).status).toBe(404)
  const files = ['/api/cap/b1.xml', '/api/atom.xml', '/api/public.geojson']
  const all = await Promise.all(files.map(async (file) => (await server.get(file)).text()))
  expect(all.join('\n')).not.toMatch(/Belum diperiksa|belakang rumah|Budi|dicek|"reporter"/)
  expect(all[1]).not.toContain('Milik BMKG')
})

test('the Atom feed leads our own reader to each CAP message', async () => {
  const server = await told()
  const text = await (await server.get('/api/atom.xml')).text()
  expect(XMLValidator.validate(text)).toBe(true)
  const { capFeed } = await import('../../server/feeds/cap-addresses.ts')
  const links = capFeed({ name: 'kita', url: `${server.address}/api/atom.xml` }).reader.more?.(text) ?? []
  expect(links).toHaveLength(2)
  for (const link of links) expect((await fetch(link)).status).toBe(200)
})

test('the public map is GeoJSON that may be kept, asked for again cheaply, and not without end', async () => {
  const server = await told()
  const answer = await server.get('/api/public.geojson')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=30')
  const { type, features } = (await answer.json()) as { type: string; features: { id: string }[] }
  expect([type, ...features.map(({ id }) => id)]).toEqual([
    ...['FeatureCollection', 'incident/b1', 'warning/w 1', 'warning/bmkg', 'warning/bmkg-2'],
  ])
  const etag = answer.headers.get('etag') ?? ''
  const again = { 'if-none-match': etag }
  // A proxy that compresses makes the tag weak; a cache asks with all that it has.
  for (const [tags, status] of [[etag, 304], [`W/${etag}`, 304], [`"x", W/${etag}`, 304], ['*', 304], [`"x${etag}`, 200]] as const) // prettier-ignore
    expect([tags, (await server.get('/api/public.geojson', undefined, { 'if-none-match': tags })).status]).toEqual([tags, status]) // prettier-ignore
  let status = 0
  for (let turn = 0; turn < 300 && status !== 429; turn++)
    status = (await server.get('/api/public.geojson', undefined, again)).status
  expect(status).toBe(429)
})
