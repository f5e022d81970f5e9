import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { scenesOf, wallsOf } from '../../shared/default-scenes.ts'
import type { Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

let browser: Browser
let stage: Stage

onStage((opened) => ({ browser, stage } = opened))

const tablet = { width: 1180, height: 820 }
const setting = (key: string) => stage.server.worlds.find()?.present.situations.staff.setting.get(key)?.value
const part = (tile: string) => scenesOf(setting('scenes'))[0]?.parts.find((one) => one.tile === tile)
const sheet = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

suite('a director sends a scene to a screen from a tablet, holds the rotation and lets go', async () => {
  const wall = await stage.open(browser, '/wall?peta=mati', { width: 1280, height: 720 })
  const page = await stage.open(browser, '/adegan', tablet)
  const director = sheet(page, 'Sutradara')
  const shown = () => wall.locator('[data-scene]').getAttribute('data-scene')
  await expect.poll(shown).not.toBe(null)
  const before = await shown()
  await director.getByRole('button', { name: /Layar 1/ }).click()
  await director.getByLabel('Adegan').selectOption('rakor')
  await director.getByLabel('Selama').selectOption('30')
  await director.getByRole('button', { name: 'Kirim' }).click()
  await expect.poll(shown).toBe('rakor')
  const [send] = wallsOf(setting('walls'))[0]?.sent ?? []
  expect(send?.screen).toBe(1)
  expect(Math.abs(Date.parse(send?.until ?? '') - Date.now() - 30 * 60_000)).toBeLessThan(20_000)
  await expect.poll(() => director.getByRole('button', { name: /Layar 1/ }).innerText()).toContain('dikirim')
  await director.getByRole('button', { name: 'Lepas semua' }).click()
  await expect.poll(shown).toBe(before)
  await director.getByLabel('Adegan').selectOption('darurat')
  await director.getByRole('button', { name: 'Tahan adegan ini' }).click()
  await expect.poll(shown).toBe('darurat')
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('main button, main select, main input')]
      .map((element) => ({ text: element.textContent, height: element.getBoundingClientRect().height }))
      .filter(({ height }) => height < 43.9),
  )
  expect(small.map(({ text }) => text)).toEqual([])
  await page.evaluate(axe.source)
  const serious = await page.evaluate(async () => {
    const run = (window as unknown as { axe: typeof import('axe-core') }).axe
    const { violations } = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id }) => id)
  })
  expect(serious).toEqual([])
  await Promise.all([page.close(), wall.close()])
})

suite(
  'a scene is drawn by pointer and by keyboard, and what cannot be read is refused with an offer',
  async () => {
    const page = await stage.open(browser, '/adegan', { width: 1280, height: 1000 })
    const wall = await stage.open(browser, '/wall?peta=mati&adegan=hari-biasa')
    const editor = sheet(page, 'Susun adegan')
    const board = editor.getByRole('group', { name: 'Susunan bagian pada layar' })
    const save = editor.getByRole('button', { name: 'Simpan' })
    const tile = (name: string) => board.getByRole('button', { name })
    const verdict = editor.locator('.verdict')
    expect(part('projects')).toBeDefined()
    const wide = part('tickets')?.width ?? NaN
    await tile('Proyek dan tonggak').click()
    await editor.getByRole('button', { name: 'Buang Proyek dan tonggak' }).click()
    await tile('Aduan per OPD').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await save.click()
    await expect.poll(() => part('tickets')?.width).toBe(wide + 2)
    expect(part('projects')).toBeUndefined()

    // What it shows is chosen from what there is, and the last change is taken back, saved or not.
    await tile('Kejadian').click()
    await editor.getByLabel('Pujut').check()
    await save.click()
    await expect.poll(() => part('incidents')?.options).toEqual({ areas: ['52.02.04'] })
    await wall.getByRole('heading', { name: 'Kejadian · Pujut' }).waitFor()
    await editor.getByRole('button', { name: 'Batalkan perubahan terakhir' }).click()
    expect(await editor.getByLabel('Pujut').isChecked()).toBe(false)
    await save.click()
    await expect.poll(() => part('incidents')).toBeDefined()
    await expect.poll(() => part('incidents')?.options).toBeUndefined()

    // By its corner, with the mouse.
    await tile('Aduan per OPD').scrollIntoViewIfNeeded()
    const corner = await tile('Aduan per OPD').boundingBox()
    if (!corner) throw new Error('not drawn')
    await page.mouse.move(corner.x + corner.width - 6, corner.y + corner.height - 6)
    await page.mouse.down()
    await page.mouse.move(corner.x + corner.width + 120, corner.y + corner.height - 6, { steps: 5 })
    await page.mouse.up()
    await save.click()
    await expect.poll(() => part('tickets')?.width ?? 0).toBeGreaterThan(14)

    await editor.getByLabel('Jarak pandang').fill('5')
    await editor.getByLabel('Tinggi gambar').fill('68')
    expect(await verdict.innerText()).toMatch(/Tidak dapat disimpan[\s\S]*Yang muat: /)
    await editor.getByRole('button', { name: 'Pakai susunan yang muat' }).click()
    expect(await verdict.innerText()).toContain('Semua bagian terbaca')
    await save.click()
    await expect.poll(() => part('tickets')).toBeUndefined()
    expect(part('incidents')).toBeDefined()
    await Promise.all([page.close(), wall.close()])
  },
)

suite(
  'weekly slots and emergency rules are set, and what will be shown is seen before it is saved',
  async () => {
    const page = await stage.open(browser, '/adegan', { width: 1280, height: 1000 })
    const walls = sheet(page, 'Dinding')
    const preview = walls.getByRole('list', { name: 'Yang akan tampil' })
    const days = walls.getByLabel('Hari yang dilihat')
    const monday = await days
      .locator('option', { hasText: /^Senin/ })
      .first()
      .innerText()
    await days.selectOption({ label: monday })
    expect(await preview.innerText()).toContain(`${monday} 07.30 → Apel 07.30`)

    await walls.getByRole('button', { name: 'Tambah jadwal' }).click()
    const slot = walls.getByRole('listitem', { name: 'Jadwal 2' })
    await slot.getByLabel('Adegan').selectOption('rakor')
    await slot.getByLabel('Mulai').fill('25.00')
    await slot.getByText('Tulis jam seperti 07.30').waitFor()
    expect(await walls.getByRole('button', { name: 'Simpan' }).isEnabled()).toBe(false)
    await slot.getByLabel('Mulai').fill('09.00')
    await slot.getByLabel('Sampai').fill('10.30')
    for (const day of ['Selasa', 'Rabu', 'Kamis', 'Jumat'])
      await slot.getByRole('button', { name: day }).click()
    await walls.getByLabel('Jam (WITA)').fill('09.15')
    await expect.poll(() => preview.innerText()).toContain('09.15 → Rapat koordinasi')
    await walls.getByRole('button', { name: 'Tambah aturan' }).click()
    const rule = walls.getByRole('listitem', { name: 'Aturan 3' })
    await rule.getByLabel('Bila').selectOption('level 2')
    await rule.getByLabel('Adegan').selectOption('darurat')
    await walls.getByLabel('Seandainya').selectOption('level 2')
    await expect.poll(() => preview.innerText()).toContain('09.15 → Darurat')
    await walls.getByRole('button', { name: 'Simpan' }).click()
    await expect
      .poll(() => wallsOf(setting('walls'))[0])
      .toMatchObject({
        slots: [{}, { scene: 'rakor', days: [1], from: '09.00', to: '10.30', working: true }],
        rules: [{}, {}, { scene: 'darurat', level: 2 }],
      })
    await page.close()
  },
)
