import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PMTiles } from 'pmtiles'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rangeOf } from '../../server/http/range.ts'
import { openStage, type Stage } from '../e2e/stage.ts'
import { tinyPmtiles } from '../fixtures/tiny-pmtiles.ts'
import { running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'ruang-basemap-'))
const file = join(folder, 'tiny.pmtiles')
const archive = tinyPmtiles(8, 210, 134)
let near: Stage
let far: Stage
// A server that knows no ranges.
const whole = createServer((_request, reply) => void reply.end(archive))
let none: Stage

beforeAll(async () => {
  writeFileSync(file, archive)
  near = await openStage({ env: { BASEMAP: file } })
  far = await openStage({ env: { BASEMAP: `${near.server.address}/basemap.pmtiles` } })
  await new Promise<void>((ready) => whole.listen(0, '127.0.0.1', ready))
  const { port } = whole.address() as AddressInfo
  none = await openStage({ env: { BASEMAP: `http://127.0.0.1:${port}/x.pmtiles` } })
})
afterAll(async () => {
  await Promise.all([near?.end(), far?.end(), none?.end()])
  whole.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (stage: Stage, headers: Record<string, string> = {}) =>
  fetch(`${stage.server.address}/basemap.pmtiles`, { headers })

test.each(['near', 'far'])('an archive is read part by part, tile and all: %s', async (which) => {
  const stage = which === 'near' ? near : far
  const part = await ask(stage, { range: 'bytes=0-6' })
  expect([part.status, await part.text()]).toEqual([206, 'PMTiles'])
  expect(part.headers.get('content-range')).toBe(`bytes 0-6/${archive.length}`)
  const tiles = new PMTiles(`${stage.server.address}/basemap.pmtiles`)
  expect((await tiles.getHeader()).maxZoom).toBe(8)
  expect((await tiles.getZxy(8, 210, 134))?.data.byteLength).toBeGreaterThan(20)
  expect(await tiles.getZxy(8, 0, 0)).toBeUndefined()
})

test('a part beyond the end is 416, a part of another version is the whole, one of this version is a part', async () => {
  const beyond = await ask(near, { range: 'bytes=99999-' })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${archive.length}`])
  const other = await ask(near, { range: 'bytes=0-6', 'if-range': '"other"' })
  expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, archive.length])
  const etag = other.headers.get('etag') ?? ''
  expect((await ask(near, { range: 'bytes=-5', 'if-range': etag })).status).toBe(206)
})

test('a far server without ranges is refused, and pages are told whether there is a basemap at all', async () => {
  expect((await ask(none, { range: 'bytes=0-6' })).status).toBe(502)
  const told = await fetch(`${near.server.address}/basemap.json`)
  expect(await told.json()).toEqual({ tiles: '/basemap.pmtiles' })
  const { get } = await running()
  expect(await (await get('/basemap.json')).json()).toEqual({ tiles: null })
  expect((await get('/basemap.pmtiles')).status).toBe(404)
})

test('a Range header is read as RFC 9110 has it', () => {
  expect(['bytes=0-0', 'bytes=5-', 'bytes=-3', 'bytes=2-99'].map((header) => rangeOf(header, 10))).toEqual([
    { from: 0, to: 0 },
    { from: 5, to: 9 },
    { from: 7, to: 9 },
    { from: 2, to: 9 },
  ])
  expect(
    [undefined, 'bytes=-', 'items=0-1', 'bytes=4-2', 'bytes=0-1,3-4'].map((header) => rangeOf(header, 10)),
  ).toEqual(Array(5).fill('all'))
  expect(['bytes=10-', 'bytes=-0'].map((header) => rangeOf(header, 10))).toEqual(['none', 'none'])
})
