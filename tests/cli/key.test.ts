import { expect, test } from 'vitest'
import { emptyFolder, gauge, running } from '../http/running.ts'
import { ruang } from './command.ts'

test('key create prints one key and nothing else, and a running server takes it at once', async () => {
  const { folder, post } = await running()
  const { code, out, err } = await ruang(folder, ['key', 'create', '--name', 'sensor', '--role', 'feeder'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^rp_[\w-]{43}\n$/)
  expect((await post('/api/events', gauge(), out.trim())).status).toBe(201)
})

test('a key keeps to its sources and to its end', async () => {
  const { folder, post, get, key } = await running()
  const scoped = ['key', 'create', '--name', 'pos', '--role', 'feeder', '--sources', '/sensor/*']
  const sensor = (await ruang(folder, scoped)).out.trim()
  expect((await post('/api/events', gauge({ source: '/sensor/1' }), sensor)).status).toBe(201)
  expect((await post('/api/events', gauge({ source: '/bpbd/1' }), sensor)).status).toBe(403)
  const day = ['key', 'create', '--name', 'tamu', '--role', 'operator', '--expires', '1']
  expect((await get('/api/situation', (await ruang(folder, day)).out.trim())).status).toBe(200)
  const over = key('operator', { expires: new Date(Date.now() - 1).toISOString() })
  expect((await get('/api/situation', over)).status).toBe(401)
})

test('key list shows references and no key; key revoke ends a key on a running server within a second', async () => {
  const { folder, get, key } = await running()
  const made = (
    await ruang(folder, ['key', 'create', '--name', 'meja 2', '--role', 'agency:dinsos'])
  ).out.trim()
  expect((await get('/api/situation', made)).status).toBe(200)
  const { out } = await ruang(folder, ['key', 'list'])
  expect(out).not.toContain(made)
  const ref = /^(k_\w+)\tagency:dinsos\tmeja 2\t/m.exec(out)?.[1] ?? ''
  expect(ref).not.toBe('')
  expect(await ruang(folder, ['key', 'revoke', ref])).toEqual({ code: 0, out: `revoked ${ref}\n`, err: '' })
  const revoked = performance.now()
  // Who asks later than that is refused, however long the answer takes.
  for (let asked = revoked; (await get('/api/situation', made)).status !== 401; asked = performance.now())
    expect(asked - revoked).toBeLessThan(1_000)
  expect((await ruang(folder, ['key', 'list'])).out).not.toContain(ref)
  expect((await ruang(folder, ['key', 'revoke', ref])).code).toBe(1)
  const seen = (await (await get('/api/events', key('admin'))).json()) as {
    events: { type: string; subject: string }[]
  }
  expect(seen.events.map(({ type, subject }) => [type, subject])).toEqual([
    ['key.created', ref],
    ['key.revoked', ref],
  ])
})

test('what key create and key revoke did while no server ran is noted, once and with its time, at the next start', async () => {
  const folder = emptyFolder()
  const made = (await ruang(folder, ['key', 'create', '--name', 'pos', '--role', 'admin'])).out.trim()
  const other = (await ruang(folder, ['key', 'create', '--name', 'lain', '--role', 'feeder'])).out.trim()
  const { out } = await ruang(folder, ['key', 'list'])
  const refs = ['pos', 'lain'].map(
    (name) => new RegExp(`^(k_\\w+)\t\\w+\t${name}\t`, 'm').exec(out)?.[1] ?? '',
  )
  expect((await ruang(folder, ['key', 'revoke', refs[1] ?? ''])).code).toBe(0)
  const before = new Date().toISOString()
  for (const round of [1, 2]) {
    const { get, server } = await running({}, {}, folder)
    const { events } = (await (await get('/api/events', made)).json()) as {
      events: { type: string; subject: string; time: string }[]
    }
    expect([round, events.map(({ type, subject }) => [type, subject])]).toEqual([
      round,
      [
        ['key.created', refs[0]],
        ['key.created', refs[1]],
        ['key.revoked', refs[1]],
      ],
    ])
    expect(events.every(({ time }) => time < before)).toBe(true)
    expect((await get('/api/events', other)).status).toBe(401)
    await server.close()
  }
})
