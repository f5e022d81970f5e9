import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser } from '../browser.ts'
import { openDoorway, type Doorway } from './doorway.ts'

const missing = findBrowser() === undefined
const suite = test.skipIf(missing)
let door: Doorway

beforeAll(async () => {
  if (!missing) door = await openDoorway()
}, 30_000)
afterAll(() => door?.end())

const staff = () => door.server.worlds.find()!.present.situations.staff

async function tell(...events: Record<string, unknown>[]) {
  const headers = {
    'Content-Type': 'application/cloudevents-batch+json',
    Authorization: `Bearer ${door.server.doors.startToken}`,
  }
  const body = JSON.stringify(
    events.map((one, at) => ({ specversion: '1.0', id: `u${at}`, source: '/uji', ...one })),
  )
  await fetch(`${door.server.address}/api/events`, { method: 'POST', headers, body })
}

/** Clicks corners of the map, as shares of its width and height. */
async function draw(page: Page, corners: [number, number][]) {
  const map = page.locator('.map[data-ready]')
  await map.waitFor()
  const box = (await map.boundingBox())!
  for (const [x, y] of corners) await map.click({ position: { x: x * box.width, y: y * box.height } })
}

suite(
  'an area is drawn, its people estimated, needs set against stock, and the report approved and proven',
  { timeout: 60_000 },
  async () => {
    const counted = ['1001', '1002', '1003', '2004', '2005'].map((end) => ({
      type: 'population.counted',
      data: { village: `52.02.01.${end}`, people: 4000, asOf: '2026-06-30' },
    }))
    const geometry = { type: 'Point', coordinates: [116.28, -8.7] }
    await tell(
      {
        type: 'incident.reported',
        subject: 'b1',
        data: { hazard: 'banjir', level: 2, title: 'Banjir di Praya', geometry },
      },
      ...counted.map((one, at) => ({ ...one, id: `p${at}` })),
    )
    const operator = await door.welcomed('operator@uji.test', 'operator')
    await operator.goto(`${door.server.address}/sumber-daya`)
    await operator.getByLabel('Kejadian', { exact: true }).selectOption('b1')
    const bow: [number, number][] = [[0.4, 0.3], [0.6, 0.7], [0.6, 0.3], [0.4, 0.7]] // prettier-ignore
    await draw(operator, bow)
    await operator.getByText('Garis wilayah saling memotong').waitFor()
    await operator.getByRole('button', { name: 'Hapus gambar' }).click()
    await draw(operator, [[0.35, 0.2], [0.65, 0.2], [0.65, 0.8], [0.35, 0.8]]) // prettier-ignore
    await operator.getByText(/desa tersentuh/).waitFor()
    await operator.getByRole('button', { name: 'Catat perkiraan' }).click()
    await operator.getByText('Perkiraan tercatat').waitFor()
    const { people, from } = staff().incident.get('b1')!.estimate!
    expect(from).toBe('drawn')
    expect(people[1]).toBeGreaterThan(people[0])
    await operator.getByText(/Dihitung untuk .* jiwa, 3 hari/).waitFor()

    await operator.getByLabel('Bantuan').fill('beras')
    await operator.keyboard.press('Enter')
    await operator.getByLabel('Tempat atau gudang').fill('Gudang BPBD')
    await operator.getByLabel('Jumlah').fill('1.250,5')
    await operator.keyboard.press('Enter')
    await operator.getByRole('cell', { name: '1.250,5' }).first().waitFor()
    expect(staff().stock.get('stok/beras@gudang-bpbd')).toMatchObject({ inStock: 1250.5, unit: 'kg' })

    const bupati = await door.welcomed('bupati@uji.test', 'executive')
    await bupati.goto(`${door.server.address}/laporan-situasi`)
    await bupati.getByRole('button', { name: 'Buat konsep laporan' }).click()
    await bupati.getByLabel('Rencana tindak lanjut').fill('Kirim pompa ke Praya')
    await bupati.getByRole('button', { name: 'Simpan dan segarkan angka' }).click()
    await bupati.getByText('Kirim pompa ke Praya').last().waitFor()
    await bupati.getByRole('button', { name: 'Setujui dan segel' }).click()
    await bupati.getByText('Disetujui Sri Contoh').waitFor()
    const [file] = await Promise.all([
      bupati.waitForEvent('download'),
      bupati.getByRole('link', { name: 'Unduh PDF' }).click(),
    ])
    await bupati.getByRole('link', { name: 'Halaman verifikasi' }).click()
    const sealed = await buffer(await file.createReadStream())
    await bupati
      .locator('input[type=file]')
      .setInputFiles({ name: 'laporan.pdf', mimeType: 'application/pdf', buffer: sealed })
    await bupati.getByText(/asli/i).first().waitFor()
    expect(door.faults).toEqual([])
  },
)
