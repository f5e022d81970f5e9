import axe from 'axe-core'
import { expect } from 'vitest'
import type { Doorway } from './doorway.ts'
import { atDoorway, suite } from './opening.ts'

let doors: Doorway
atDoorway((opened) => (doors = opened))

suite(
  'an agency’s officer looks something up in the manual, and prints it on white',
  { timeout: 120_000 },
  async () => {
    const page = await doors.seated('dinsos@uji.test', 'agency:DINSOS', '/profil')
    await page.getByText('Menu', { exact: true }).click()
    await page.getByRole('link', { name: 'Panduan' }).click()
    await page.getByRole('heading', { name: 'Teknisi: memasang dan merawat' }).waitFor()
    await page.evaluate(axe.source)
    const violations = () =>
      page.evaluate(async () => {
        const run = (window as unknown as { axe: typeof import('axe-core') }).axe
        const found = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
        return found.violations.map(({ id }) => id)
      })
    expect(await violations()).toEqual([])
    await page.getByLabel('Cari di panduan').fill('suara mati')
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Tanda lain di dinding',
      'Satu layar mati, membeku, atau bisu',
    ])
    expect(await violations()).toEqual([])
    await page.getByLabel('Cari di panduan').fill('xyzzy')
    await page.getByText('Tidak ada bagian yang memuat kata itu.').waitFor()
    await page.getByLabel('Cari di panduan').fill('')
    const paper = await page.pdf({ format: 'A4' })
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-')
    // Back from the printer, the screen is as it was.
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    await page.getByRole('link', { name: '/piket' }).first().waitFor()
    // An alert leads to its part, whose title is not hidden by what stays on top.
    await page.goto(`${doors.server.address}/panduan#disk-penuh`)
    const title = page.getByRole('heading', { name: /^Disk penuh/ })
    await expect.poll(async () => (await title.boundingBox())?.y ?? -1).toBeLessThan(200)
    expect((await title.boundingBox())!.y).toBeGreaterThan(20)
    expect(doors.faults).toEqual([])
  },
)
