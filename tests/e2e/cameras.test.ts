import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser, openBrowser } from '../browser.ts'
import { cameraOfTheHouse, camerasChanged } from '../cameras/camera.ts'
import { emptyFolder, running } from '../http/running.ts'

const suite = test.skipIf(findBrowser() === undefined)
let browser: Browser

beforeAll(async () => {
  if (findBrowser()) browser = await openBrowser()
})
afterAll(() => browser?.close())

suite('a camera’s picture is live on the wall, and said to be dead when none comes', async () => {
  const house = await cameraOfTheHouse()
  const folder = emptyFolder()
  const signIn = 'kamera:rahasia-kamera'
  mkdirSync(join(folder, 'secrets'), { recursive: true })
  writeFileSync(join(folder, 'secrets', 'cameras.json'), JSON.stringify({ pasar: signIn, pasir: signIn }))
  const pages = join(import.meta.dirname, '../../dist')
  const { address, key, tell } = await running({ CAMERA_PRIVATE_HOSTS: house.host }, { pages }, folder)
  const admin = key('admin')
  const value = [
    { id: 'pasar', title: 'Pasar Renteng', kind: 'snapshot', url: `${house.url}/snap.jpg`, everySeconds: 1 },
    { id: 'sungai', title: 'Bendung', kind: 'hls', url: `${house.url}/live/none.m3u8` },
    { id: 'pasir', title: 'Pantai', kind: 'hls', url: `${house.url}/run/index.m3u8` },
  ]
  const part = {
    tile: 'cameras',
    column: 1,
    row: 1,
    width: 1,
    height: 1,
    options: { cameras: ['sungai', 'pasar', 'pasir'] },
  }
  const scenes = [{ id: 'kamera', name: 'Kamera', columns: 1, rows: 1, parts: [part] }]
  await tell(camerasChanged(value), admin)
  const change = { ...camerasChanged([]), subject: 'scenes', data: { key: 'scenes', value: scenes } }
  expect((await tell(change, admin)).status).toBe(201)

  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  const broken: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) broken.push(message.text())
  })
  await page.goto(`${address}/wall?adegan=kamera&peta=mati`)
  const pictures = () =>
    page
      .locator('[data-camera]')
      .evaluateAll((all) =>
        all.map((one) => `${one.getAttribute('data-camera')} ${one.getAttribute('data-picture')}`),
      )
  await expect.poll(pictures).toEqual(['sungai dead', 'pasar live', 'pasir live'])
  const pasar = page.locator('[data-camera=pasar]')
  expect(await pasar.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  expect(await page.locator('[data-camera=sungai]').innerText()).toContain('belum pernah ada gambar')
  const coast = page.locator('[data-camera=pasir]')
  expect(await coast.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(16)
  house.camera.mood = 'dead'
  await expect.poll(pictures).toContain('pasar dead')
  // What was fetched before plays to its end; then nobody waits for the seconds after which that is called dead.
  const standing = () =>
    coast.locator('video').evaluate(async (video: HTMLVideoElement) => {
      const at = video.currentTime
      await new Promise((passed) => setTimeout(passed, 300))
      return video.currentTime === at
    })
  await expect.poll(standing).toBe(true)
  await page.evaluate(() => {
    const now = performance.now.bind(performance)
    performance.now = () => now() + 15_000
  })
  await expect.poll(pictures).toEqual(['sungai dead', 'pasar dead', 'pasir dead'])
  expect(await coast.innerText()).toMatch(/MATI\s+sejak \d\d\.\d\d/)
  expect(await pasar.innerText()).toMatch(/MATI\s+sejak \d\d\.\d\d/)
  expect(await pasar.locator('img').isVisible()).toBe(false)
  house.camera.mood = 'alive'
  await expect.poll(pictures).toContain('pasar live')
  // The server says how long the picture has been the same: that is put forward here, nobody waits for it.
  let age = 45
  await page.route('**/api/cctv/pasar/snapshot', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'picture-age': String(age) } })
  })
  await expect.poll(pictures).toContain('pasar still')
  expect(await pasar.innerText()).toMatch(/gambar sama sejak \d\d\.\d\d/)
  expect(await pasar.locator('img').isVisible()).toBe(true)
  age = 601
  await expect.poll(pictures).toContain('pasar dead')
  expect(broken).toEqual([])
  await page.close()
})
