import axe from 'axe-core'
import { expect } from 'vitest'
import type { Doorway } from './doorway.ts'
import { atDoorway, suite } from './opening.ts'

let doors: Doorway
atDoorway((opened) => (doors = opened))

const phone = '081234567890'
const report = {
  specversion: '1.0',
  id: 'lapor-1',
  source: '/ruang',
  type: 'incident.reported',
  subject: 'banjir-1',
  data: {
    hazard: 'banjir',
    level: 2,
    title: 'Banjir di Desa Contoh',
    geometry: { type: 'Point', coordinates: [116.27, -8.7] },
    reporter: { name: 'Pelapor Contoh', phone },
  },
}

suite(
  'a reporter’s number is read with a reason, gone while guests are in the room, and erased by an administrator',
  { timeout: 120_000 },
  async () => {
    const page = await doors.seated('admin@uji.test', 'admin', '/data-pribadi')
    const post = (path: string, body: unknown) =>
      page.evaluate(
        async ([to, text]) =>
          (await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text }))
            .status,
        [path, JSON.stringify(body)] as const,
      )
    expect(await post('/api/events', report)).toBe(201)
    const { staff } = doors.server.worlds.find()!.present.situations
    const reference = String(staff.incident.get('banjir-1')?.reporter)
    await page.goto(`${doors.server.address}/data-pribadi?ref=${reference}`)
    const read = page.getByRole('button', { name: 'Baca', exact: true })
    await page.getByLabel('Alasan').fill('menelepon pelapor')
    await read.click()
    await page.getByText(phone).first().waitFor()
    await page.evaluate(axe.source)
    const violations = () =>
      page.evaluate(async () => {
        const run = (window as unknown as { axe: typeof import('axe-core') }).axe
        const found = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
        return found.violations.map(({ id }) => id)
      })
    expect(await violations()).toEqual([])

    await page.getByRole('button', { name: 'Mode tamu' }).click()
    const on = page.getByRole('button', { name: 'Mode tamu: aktif' })
    await on.waitFor()
    expect(await on.getAttribute('aria-pressed')).toBe('true')
    await page.getByText(phone).waitFor({ state: 'detached' })
    await read.click()
    await page.getByText('Tidak ditampilkan selama mode tamu aktif.').first().waitFor()
    expect(await violations()).toEqual([])
    await page.goto(`${doors.server.address}/admin#audit`)
    await page.getByText('Tidak ditampilkan selama mode tamu aktif.').first().waitFor()
    await on.click()
    await page.getByText('menelepon pelapor').first().waitFor()

    await page
      .getByRole('link', { name: `Data pribadi ${reference}` })
      .first()
      .click()
    await page.getByLabel('Alasan').fill('permintaan pelapor')
    await page.getByRole('button', { name: 'Hapus untuk selamanya' }).click()
    await page.getByRole('button', { name: 'Ya', exact: false }).first().click()
    await page.getByText('Terhapus.').first().waitFor()
    await read.click()
    await page.getByText('Rekaman ini sudah dihapus atas permintaan.').first().waitFor()
    await page.context().close()
    expect(doors.faults).toEqual([])
  },
)
