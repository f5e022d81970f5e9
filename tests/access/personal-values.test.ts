import sharp from 'sharp'
import { expect, test } from 'vitest'
import { system } from '../../server/access/caller.ts'
import { takeIn } from '../../server/intake.ts'
import { births, eventData, saidByServer, type EventType } from '../../shared/events/types.ts'
import { running, type Running } from '../http/running.ts'
import { marksIn, statement } from './personal-marks.ts'
import { askPublic } from './personal-public.ts'
import { listening, Outgoing, readAll, readFiles, roles, type Keys } from './personal-outgoing.ts'

const types = Object.keys(eventData) as EventType[]
const told = types.filter((type) => !saidByServer.has(type))

/** A photo that says in its EXIF data who took it; answers its name. */
async function photo(server: Running, out: Outgoing, key: string): Promise<string> {
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
  const IFD0 = { Artist: 'Tersembunyi0Q', ImageDescription: 'WA 081277271828' }
  const bytes = await picture.withExif({ IFD0 }).jpeg().toBuffer()
  expect(marksIn(bytes.toString('latin1'))).toHaveLength(2)
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'image/jpeg' }
  const asking = fetch(`${server.address}/api/media`, {
    method: 'POST',
    headers,
    body: new Uint8Array(bytes),
  })
  const text = await out.answer('POST photo', asking)
  return /"sha256":"(\w{64})"/.exec(text)?.[1] ?? ''
}

/** Tells every type: as fact and as act, twice each, so that acts are refused with what stands there too. */
async function tellAll(
  server: Running,
  out: Outgoing,
  keys: Keys,
  sha256: string,
): Promise<Map<unknown, string[]>> {
  const sent = new Map<unknown, string[]>()
  const say = async (key: string, name: string, value: ReturnType<typeof statement>) => {
    if ('sha256' in value.data) value.data.sha256 = sha256
    sent.set(value.id, marksIn(JSON.stringify(value.data)))
    await out.answer(`POST ${String(value.type)} by ${name}`, server.post('/api/events', value, key))
  }
  const inOrder = [...told].sort((a, b) => Number(births.has(b)) - Number(births.has(a)))
  for (const [by, role] of (['feeder', 'admin', 'operator', 'agency:pu'] as const).entries())
    for (const type of inOrder) await say(keys[role], role, statement(type, `${type}-${by}`))
  for (const role of ['feeder', 'operator'] as const) {
    const subject = `punya-${role.slice(0, 4)}`
    for (const type of inOrder) await say(keys[role], role, statement(type, `${type}-${subject}`, subject))
  }
  const world = server.server.worlds.find()!
  for (const type of types.filter((one) => saidByServer.has(one))) {
    const value = statement(type, type)
    sent.set(value.id, marksIn(JSON.stringify(value.data)))
    const { recorded, refused } = await takeIn(world, { keep: () => [] }, [{ value, raw: '' }], system)
    expect([type, recorded.length, refused]).toEqual([type, 1, []])
  }
  return sent
}

/** Statements that cannot be understood: each wrong field holds, or is called by, a marked value. */
async function tellWrong(server: Running, out: Outgoing, keys: Keys): Promise<void> {
  for (const type of told) {
    const value = statement(type, `salah-${type}`)
    const { data } = value
    const batch = Object.entries(data).flatMap(([name, field]) =>
      [[field], { [JSON.stringify(field)]: field }, 7, null].map((wrong, at) => {
        const id = `salah-${type}-${name}-${at}`
        return { ...value, id, subject: id, data: { ...data, [name]: wrong } }
      }),
    )
    const headers = { 'content-type': 'application/cloudevents-batch+json' }
    const asking = server.post('/api/events', JSON.stringify(batch), keys.feeder, headers)
    await out.answer(`POST wrong ${type}`, asking)
  }
  const { word, telephone, nik } = {
    word: 'Tersembunyi0Q',
    telephone: '081277271828',
    nik: '5202014107000000',
  }
  const impact = { specversion: '1.0', id: 'x', source: '/u', type: 'incident.assessed', subject: 'x' }
  const bodies = [
    // Short enough to be quoted whole by the engine's own message.
    `[${word}]`,
    `{"data": ${word}}`,
    `{"data": {"reporter": "${word} ${telephone}" "nik": ${nik}}`,
    `{"nama": "${word}`,
    JSON.stringify({ ...impact, data: { impact: { [telephone]: 1, [nik]: 'x' } } }),
    JSON.stringify({ ...impact, type: `x ${telephone} ${nik}` }),
    JSON.stringify(`${word} ${telephone}`),
  ]
  for (const body of bodies)
    for (const path of ['/api/events', '/api/worlds', '/api/screens', '/api/keys'])
      await out.answer(`POST ${path} ${body.slice(0, 9)}`, server.post(path, body, keys.admin))
}

test(
  'no answer, frame, export, log line or file holds a marked personal value of any type',
  { timeout: 120_000 },
  async () => {
    const lines: string[] = []
    const options = { log: { write: (line: string) => void lines.push(line) } }
    const server = await running({ LOG_LEVEL: 'trace' }, options)
    const keys = Object.fromEntries(roles.map((role) => [role, server.key(role)])) as Keys
    const out = new Outgoing()
    const screens = [
      await listening(server, out, 'frame of wall', keys.display),
      await listening(server, out, 'frame of staff', keys.operator),
    ]
    const sha256 = await photo(server, out, keys.operator)
    const sent = await tellAll(server, out, keys, sha256)
    await tellWrong(server, out, keys)
    await askPublic(server, out, keys)
    const world = server.server.worlds.find()!
    const events = await world.log.read(0, 100_000)
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(types))
    for (const screen of screens) await screen.seq(world.present.seq)
    for (const role of ['display', 'operator'] as const)
      await (await listening(server, out, `snapshot of ${role}`, keys[role])).seq(world.present.seq)
    await readAll(server, out, keys, sha256)
    await world.present.checkpoint()
    readFiles(server, out)

    // What was taken out lies in the vault, all of it: the search finds it there.
    const kept = new Set<string>()
    const reason = `reason=${encodeURIComponent('menelepon 081277314159')}`
    for (const { vault } of events.filter((event) => event.vault)) {
      const answer = await server.get(`/api/vault/${vault}?${reason}`, keys.operator)
      for (const mark of marksIn(await answer.text())) kept.add(mark)
    }
    const given = events.flatMap(({ id }) => sent.get(id) ?? [])
    expect(given.length).toBeGreaterThan(types.length * 30)
    expect(given.filter((mark) => !kept.has(mark))).toEqual([])

    // The wall's frames hold neither who acted nor where something is kept; both are in the staff's.
    const frames = (where: string) =>
      out.all
        .filter((one) => one.where === where)
        .map(({ text }) => text)
        .join('\n')
    expect(frames('frame of staff')).toMatch(/"vault":"v_/)
    expect(frames('frame of staff')).toMatch(/"actor":"/)
    expect(frames('frame of wall')).toContain('"type":"commitment.signed"')
    expect(frames('frame of wall')).not.toMatch(/"(vault|actor|reporter|victims|address)":|v_[0-9a-f]{32}/)

    // What cannot be written is refused, and the log's line about it holds nothing of it.
    server.server.vault.close()
    await out.answer(
      'POST unwritable',
      server.post('/api/events', statement('ticket.opened', 'gagal'), keys.feeder),
    )
    out.add('log lines', lines.join(''))
    expect(lines.join('')).toContain('cannot write')
    expect(out.leaks).toEqual([])
    const raw = await (await server.get('/api/quarantine', keys.operator)).text()
    expect(marksIn(raw).length).toBeGreaterThan(0)
  },
)
