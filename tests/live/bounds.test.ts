import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { situationIn } from '../../client/receiver.ts'
import { columnsMedia } from '../../shared/protocol.ts'
import { gauge, running, type Running } from '../http/running.ts'
import { Screen } from './screen.ts'

/** A receiver that speaks the protocol by hand and cannot inflate; answers when it was let in. */
async function rawSocket(server: Running, auth: unknown): Promise<WebSocket> {
  const address = `${server.address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
  const socket = new WebSocket(address, { perMessageDeflate: false })
  onTestFinished(() => socket.terminate())
  socket.on('error', () => undefined)
  await new Promise<void>((done, fail) => {
    socket.once('close', () => fail(new Error('not let in')))
    socket.on('message', (data) => {
      const text = String(data)
      if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth)}`)
      if (text.startsWith('4')) done()
    })
  })
  return socket
}

const closed = (socket: WebSocket) =>
  socket.readyState === WebSocket.CLOSED
    ? Promise.resolve()
    : new Promise<void>((done) => socket.once('close', () => done()))

const large = (size: number) => gauge({}, { details: { text: 'x'.repeat(size) } })

test('200 screens that come at once share one encoded snapshot', async () => {
  const server = await running()
  const feeder = server.key('feeder')
  const batch = Array.from({ length: 300 }, () =>
    gauge({}, { kind: 'hujan', details: { text: 'x'.repeat(300) } }),
  )
  await server.post('/api/events', batch, feeder, { 'content-type': 'application/cloudevents-batch+json' })
  const key = server.key('display')
  const screens = Array.from({ length: 200 }, () => new Screen(server.address, { key }))
  await Promise.all(screens.map((screen) => screen.seq(300)))
  for (const { said } of screens) expect(said[0]).toMatchObject({ message: { url: expect.any(String) } })
  const seen = server.server.live.channel('real', 'wall')?.snapshots.encodings ?? 0
  expect(seen).toBeGreaterThan(0)
  // One text and one compressed body; two of each where the crowd took longer than a snapshot is shared.
  expect(seen).toBeLessThanOrEqual(4)
})

test('a snapshot by address is the same in every encoding, and as fresh as its position', async () => {
  const server = await running()
  const batch = Array.from({ length: 300 }, () =>
    gauge({}, { kind: 'hujan', details: { text: 'x'.repeat(300) } }),
  )
  const type = { 'content-type': 'application/cloudevents-batch+json' }
  await server.post('/api/events', batch, server.key('feeder'), type)
  const key = server.key('display')
  const screen = await new Screen(server.address, { key }).seq(300)
  const [first] = screen.said
  const url = first?.name === 'snapshot' ? (first.message.url ?? '') : ''
  const bodies = await Promise.all(
    ['br', 'gzip', 'identity', 'gzip, deflate, br;q=0.5'].map(async (encoding) => {
      const answer = await server.get(url, key, { 'accept-encoding': encoding })
      expect(answer.headers.get('vary')).toContain('Accept-Encoding')
      expect(answer.headers.get('cache-control')).toContain('private')
      return [answer.headers.get('content-encoding'), await answer.text()] as const
    }),
  )
  expect(bodies.map(([encoding]) => encoding)).toEqual(['br', 'gzip', null, 'br'])
  expect(new Set(bodies.map(([, text]) => text)).size).toBe(1)
  const situation = (await (await server.get('/api/situation', key)).json()) as { situation: unknown }
  expect(JSON.parse(bodies[0]?.[1] ?? '')).toEqual(situation.situation)
  const columns = await server.get(url, key, { accept: columnsMedia })
  expect([columns.headers.get('content-type'), columns.headers.get('vary')]).toEqual([
    columnsMedia,
    expect.stringMatching(/^Accept,/),
  ])
  expect(situationIn(await columns.json())).toEqual(situation.situation)
  expect((await server.get(url)).status).toBe(401)
  expect((await server.get(url, server.key('operator'))).status).toBe(403)
})

test('many statements of one moment go out as few frames, one after the other', async () => {
  const server = await running()
  const screen = await new Screen(server.address, { key: server.key('display') }).seq(0)
  const feeder = server.key('feeder')
  const from = performance.now()
  for (let round = 0; round < 10; round++) {
    await Promise.all(Array.from({ length: 30 }, () => server.tell(gauge({}, { kind: 'hujan' }), feeder)))
  }
  await screen.seq(300)
  const ticks = (performance.now() - from) / 50
  const frames = screen.said.filter(({ name }) => name === 'events')
  expect(frames.length).toBeLessThanOrEqual(Math.ceil(ticks) + 1)
  expect(screen.gaps).toBe(0)
})

test('what is too large for one frame goes out in several that follow on each other', async () => {
  const server = await running()
  const screen = await new Screen(server.address, { key: server.key('display') }).seq(0)
  const feeder = server.key('feeder')
  await Promise.all(Array.from({ length: 12 }, () => server.tell(large(600_000), feeder)))
  await screen.seq(12)
  const frames = screen.said.flatMap((said) => (said.name === 'events' ? [said.message] : []))
  expect(screen.gaps).toBe(0)
  for (const frame of frames) expect(JSON.stringify(frame).length).toBeLessThan(1_300_000)
  const back = new Screen(server.address, {
    key: server.key('display'),
    position: { ...screen.position!, seq: 0 },
  })
  await back.seq(12)
  expect(back.names()[0]).toBe('snapshot')
})

test('a receiver that does not read is cut off within bounds, and the others go on', async () => {
  const server = await running()
  const slow = await rawSocket(server, { key: server.key('display') })
  slow.pause()
  const screen = await new Screen(server.address, { key: server.key('display'), returns: true }).seq(0)
  const feeder = server.key('feeder')
  let told = 0
  while (server.server.live.dropped === 0 && told < 200) {
    expect((await server.tell(large(900_000), feeder)).status).toBe(201)
    told++
  }
  expect(server.server.live.dropped).toBe(1)
  slow.resume()
  await closed(slow)
  await screen.seq(told)
  await server.tell(gauge(), feeder)
  await screen.seq(told + 1)
  expect(screen.gaps).toBe(0)
})

test('a sender of garbage, of far too much, or of too many packets is dropped alone', async () => {
  const server = await running()
  const key = server.key('display')
  const screen = await new Screen(server.address, { key }).seq(0)
  const garbage = [
    '42["resume"',
    '4\u0000',
    '49',
    '451-["x",{"_placeholder":true,"num":9}]',
    'x'.repeat(30_000),
    '9',
  ]
  for (const packet of garbage) {
    const socket = await rawSocket(server, { key })
    socket.send(packet)
    await Promise.race([closed(socket), wait(300)])
  }
  const wordy = await rawSocket(server, { key })
  wordy.send(`42${JSON.stringify(['resume', { epoch: 'x'.repeat(25_000), seq: 1 }])}`)
  await closed(wordy)
  const flooding = await rawSocket(server, { key })
  for (let at = 0; at < 500; at++) flooding.send('42["resume",{"epoch":"x","seq":1}]')
  await closed(flooding)
  await server.tell(gauge())
  await screen.seq(1)
  expect(screen.socket.connected).toBe(true)
})

test('a position that is none is answered with a snapshot', async () => {
  const server = await running()
  const epoch = server.server.worlds.find()?.log.epoch
  for (const position of [
    null,
    7,
    'x',
    {},
    [],
    { epoch },
    { epoch, seq: '0' },
    { epoch, seq: -1 },
    { epoch, seq: 0.5 },
  ]) {
    const screen = new Screen(server.address, { key: server.key('display'), position: position as never })
    await screen.until(() => screen.said.length > 0)
    expect([position, screen.names()[0]]).toEqual([position, 'snapshot'])
    screen.socket.emit('resume', position)
    await screen.until(() => screen.said.length > 1)
    expect(screen.names()[1]).toBe('snapshot')
  }
})
