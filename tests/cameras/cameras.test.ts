import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rewritePlaylist } from '../../server/cameras/playlist.ts'
import { emptyFolder, running } from '../http/running.ts'
import { cameraOfTheHouse, camerasChanged } from './camera.ts'

async function room(hosts: string) {
  const folder = emptyFolder()
  mkdirSync(join(folder, 'secrets'), { recursive: true })
  const signIns = {
    pasar: 'kamera:rahasia-kamera',
    sungai: 'kamera:rahasia-kamera',
    gudang: 'kamera:rahasia-kamera',
  }
  writeFileSync(join(folder, 'secrets', 'cameras.json'), JSON.stringify(signIns))
  return running({ CAMERA_PRIVATE_HOSTS: hosts }, {}, folder)
}

async function told() {
  const house = await cameraOfTheHouse()
  const server = await room(house.host)
  const value = [
    { id: 'pasar', title: 'Pasar', kind: 'snapshot', url: `${house.url}/snap.jpg`, everySeconds: 1 },
    { id: 'sungai', title: 'Sungai', kind: 'hls', url: `${house.url}/live/index.m3u8` },
    { id: 'gudang', title: 'Gudang', kind: 'hls', url: `${house.url}/live/foreign.m3u8` },
    { id: 'pindah', title: 'Pindah', kind: 'snapshot', url: `${house.url}/away` },
    { id: 'dalam', title: 'Dalam', kind: 'snapshot', url: `${house.url}/snap.jpg`, audience: 'staff' },
  ]
  expect((await server.tell(camerasChanged(value), server.key('admin'))).status).toBe(201)
  return { ...house, ...server, screen: server.key('display') }
}

test('a stream goes through our own addresses, to its pieces, and no other camera’s token opens them', async () => {
  const { get, screen } = await told()
  const master = await (await get('/api/cctv/sungai/live.m3u8', screen)).text()
  const links = [...master.matchAll(/\/api\/cctv\/sungai\/part\/[\w.-]+/g)].map(([link]) => link)
  expect(links).toHaveLength(2)
  expect(master).not.toContain('127.0.0.1')
  const low = await (await get(links[1] ?? '', screen)).text()
  const [init, first] = [...low.matchAll(/\/api\/cctv\/sungai\/part\/[\w.-]+/g)].map(([link]) => link)
  expect(init && low.includes(`#EXT-X-MAP:URI="${init}"`)).toBe(true)
  const piece = await get(first ?? '', screen)
  expect([piece.status, piece.headers.get('content-type')]).toEqual([200, 'application/octet-stream'])
  expect((await piece.text()).length).toBe(188 * 4)
  expect((await get((first ?? '').replace('sungai', 'gudang'), screen)).status).toBe(404)
  expect((await get(`${first}x`, screen)).status).toBe(404)
})

test('a playlist that names another place is refused, and so is a camera that sends on', async () => {
  const { get, screen, camera } = await told()
  expect((await get('/api/cctv/gudang/live.m3u8', screen)).status).toBe(502)
  expect((await get('/api/cctv/pindah/snapshot', screen)).status).toBe(502)
  expect(camera.asked).not.toContain('/snap.jpg')
})

test('a picture says for how long it has been the same; a dead camera gives none', async () => {
  const { get, screen, camera, server } = await told()
  const one = await get('/api/cctv/pasar/snapshot', screen)
  expect([one.status, one.headers.get('content-type'), one.headers.get('picture-age')]).toEqual([
    200,
    'image/jpeg',
    '0',
  ])
  const before = camera.asked.length
  await Promise.all(Array.from({ length: 5 }, () => get('/api/cctv/pasar/snapshot', screen)))
  expect(camera.asked.length).toBe(before)
  const url = `http://${server.config.CAMERA_PRIVATE_HOSTS[0]}/snap.jpg`
  const pasar = { id: 'pasar', title: 'x', kind: 'snapshot', url, everySeconds: 1, audience: 'wall' } as const
  const start = Date.now() + 60_000
  const live = await server.cameras.picture(pasar, start)
  expect(live.changed).toBe(start)
  camera.mood = 'frozen'
  const frozen = await server.cameras.picture(pasar, start + 90_000)
  expect(frozen.changed).toBe(start)
  camera.mood = 'dead'
  await expect(server.cameras.picture(pasar, start + 100_000)).rejects.toThrow('it answered 503')
})

test('displays see no camera of staff, and nobody but staff learns where a camera is', async () => {
  const { get, screen, key } = await told()
  expect((await get('/api/cctv/dalam/snapshot', screen)).status).toBe(404)
  expect((await get('/api/cctv/dalam/snapshot', key('operator'))).status).toBe(502)
  const wall = await (await get('/api/situation', screen)).text()
  const log = await (await get('/api/events?limit=1000', screen)).text()
  const staff = await (await get('/api/situation', key('operator'))).text()
  expect(staff).toContain('/snap.jpg')
  expect(wall).toContain('"title":"Pasar"')
  for (const text of [wall, log]) expect(text).not.toContain('/snap.jpg')
  for (const text of [wall, log, staff]) expect(text).not.toContain('rahasia')
})

test('a camera inside the house is asked only where the configuration allows it; names and passwords are no part of an address', async () => {
  const { url } = await cameraOfTheHouse()
  const { tell, get, key } = await room('')
  const admin = key('admin')
  const one = { id: 'pasar', title: 'Pasar', kind: 'snapshot', url: `${url}/snap.jpg` }
  await tell(camerasChanged([one]), admin)
  const closed = await get('/api/cctv/pasar/snapshot', key('display'))
  expect([closed.status, await closed.text()]).toEqual([502, expect.stringContaining('CAMERA_PRIVATE_HOSTS')])
  const named = await tell(camerasChanged([{ ...one, url: 'http://a:b@10.0.0.9/' }]), admin)
  expect([named.status, named.body.errors.map(({ field }) => field)]).toEqual([422, ['data.value.0.url']])
})

test('what is no playlist is refused', () => {
  expect(() => rewritePlaylist('<html>', 'http://x/', () => 'y')).toThrow('no playlist')
  const text = '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="k"\n\n#EXTINF:1,\na.ts'
  expect(rewritePlaylist(text, 'http://x/l/i.m3u8', (url, named) => `${named} ${url.pathname}`)).toBe(
    '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="piece /l/k"\n\n#EXTINF:1,\npiece /l/a.ts',
  )
})
