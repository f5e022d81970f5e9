import { expect, test } from 'vitest'
import { digest } from '../../shared/situation/digest.ts'
import { flood, running, type Running } from '../http/running.ts'
import { Screen } from './screen.ts'

const secret = 'rumah bercat biru di ujung gang'
const signer = 'Penanda Tangan Rahasia'

const press = (value: unknown, id = String(value)) => ({
  specversion: '1.0',
  id: `tamu-${id}`,
  source: '/ruang',
  type: 'setting.changed',
  subject: 'guestMode',
  data: { key: 'guestMode', value },
})

async function prepared() {
  const t = await running()
  const operator = t.key('operator')
  await t.tell(flood({ subject: 'banjir-1' }, { description: secret }))
  const admin = t.key('admin')
  const ticket = {
    class: 'pengaduan',
    category: 'jalan',
    title: 'Jalan berlubang',
    channel: 'meja',
    description: secret,
  }
  await t.tell({ ...flood({ subject: 'aduan-1' }), type: 'ticket.opened', data: ticket })
  await t.tell({ ...flood({ subject: 'aduan-1' }), type: 'ticket.routed', data: { agency: 'pu' } })
  await t.tell(
    {
      specversion: '1.0',
      id: 'janji-1',
      source: '/opd/pu',
      type: 'commitment.signed',
      data: {
        agency: 'pu',
        title: 'Jalan mantap',
        measure: '90 persen',
        due: '2026-12-31',
        signers: [{ name: signer, role: 'Kepala Dinas' }],
      },
    },
    admin,
  )
  return { ...t, operator, admin }
}

const atHead = (t: Running) => t.server.worlds.find()!.present.seq

/** Everything that a staff screen in the room could hold: its copy, and what the routes answer. */
async function held(t: Running, screen: Screen, key: string): Promise<string> {
  const paths = [
    '/api/situation',
    `/api/situation?at=${new Date().toISOString()}`,
    '/api/events?after=0&limit=1000',
    '/api/tickets',
    '/api/tickets/aduan-1',
    '/api/journal?subject=aduan-1&subject=banjir-1',
    '/api/timeline.json?from=2020-01-01',
    '/api/changes',
  ]
  const answers = await Promise.all(paths.map(async (path) => (await t.get(path, key)).text()))
  return JSON.stringify([...(screen.situation?.incident.values() ?? [])]) + answers.join('\n')
}

test('mode tamu takes staff fields off every staff screen and route at once, and gives them back', async () => {
  const t = await prepared()
  const { operator, key, address } = t
  const [screen, boss] = [
    new Screen(address, { key: operator }),
    new Screen(address, { key: key('executive') }),
  ]
  await Promise.all([screen.seq(atHead(t)), boss.seq(atHead(t))])
  const before = await held(t, screen, operator)
  for (const word of [secret, signer, '"actor"']) expect(before).toContain(word)

  const wire: string[] = []
  for (const { socket } of [screen, boss])
    socket.io.engine.on('data', (frame: unknown) => wire.push(String(frame)))
  expect((await t.tell(press(true), operator)).status).toBe(201)
  await t.tell(flood({ subject: 'banjir-2' }, { description: `${secret} lagi` }))
  await Promise.all([screen.seq(atHead(t)), boss.seq(atHead(t))])
  const during = (await held(t, screen, operator)) + (await held(t, boss, key('executive'))) + wire.join('\n')
  for (const word of [secret, signer, '"actor"', '"vault"', '"reporter"']) expect(during).not.toContain(word)
  expect(screen.situation?.setting.get('guestMode')?.value).toBe(true)
  expect(screen.gaps).toBe(0)
  expect(digest(screen.situation!)).toBe(digest(t.server.worlds.find()!.present.situations.wall))
  for (const path of ['/api/audit', '/api/quarantine', '/api/vault/v_x?reason=alasan'])
    expect((await t.get(path, t.admin)).status).toBe(403)
  const refused = await t.tell({ ...flood({ subject: 'banjir-1' }), id: 'dua kali' }, operator)
  expect(refused.status).toBe(409)
  expect(JSON.stringify(refused.body)).not.toContain(secret)

  expect((await t.tell(press(false), operator)).status).toBe(201)
  await screen.seq(atHead(t))
  const after = await held(t, screen, operator)
  for (const word of [secret, signer]) expect(after).toContain(word)
  expect(digest(screen.situation!)).toBe(digest(t.server.worlds.find()!.present.situations.staff))
})

test('a staff screen that was away when the guests came starts over, and holds nothing from before', async () => {
  const t = await prepared()
  const first = await new Screen(t.address, { key: t.operator }).seq(atHead(t))
  const position = first.position!
  first.socket.disconnect()
  await t.tell(press(true), t.operator)
  const back = await new Screen(t.address, { key: t.operator, position }).seq(atHead(t))
  expect(back.names()[0]).toBe('snapshot')
  const masked = back.position!
  back.socket.disconnect()
  await t.tell(press(false), t.operator)
  const again = await new Screen(t.address, { key: t.operator, position: masked }).seq(atHead(t))
  expect(again.names()[0]).toBe('snapshot')
  expect(again.situation?.incident.get('banjir-1')?.description).toBe(secret)
})

test('mode tamu outlasts a restart; an operator or administrator says so, nobody else, and only yes or no', async () => {
  const t = await prepared()
  for (const role of ['executive', 'agency:pu', 'feeder'] as const)
    expect([role, (await t.tell(press(true, role), t.key(role))).status]).toEqual([role, 403])
  const wrong = await t.tell(press('ya', 'ya'), t.operator)
  expect([wrong.status, wrong.body.errors[0]?.field]).toEqual([422, 'data.value'])
  expect((await t.tell(press(true), t.operator)).status).toBe(201)
  expect(await (await t.get('/api/configuration', t.admin)).text()).not.toContain('guestMode')
  await t.server.close()
  const again = await running({}, {}, t.folder)
  const key = again.key('operator')
  expect(await (await again.get('/api/guests', key)).json()).toEqual({ active: true, world: 'real' })
  const screen = await new Screen(again.address, { key }).seq(1)
  expect(await held(again, screen, key)).not.toContain(secret)
})

test('an agency reads its own complaints by their id, another agency’s are not there for it', async () => {
  const t = await prepared()
  const status = async (role: 'agency:pu' | 'agency:dlh') =>
    (await t.get('/api/tickets/aduan-1', t.key(role))).status
  expect([await status('agency:pu'), await status('agency:dlh')]).toEqual([200, 404])
  const found = await (await t.get('/api/tickets?agency=pu', t.key('agency:dlh'))).text()
  expect(found).not.toContain('aduan-1')
  expect(await (await t.get('/api/tickets', t.key('agency:pu'))).text()).toContain('aduan-1')
})
