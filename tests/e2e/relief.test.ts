import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Doorway } from './doorway.ts'
import { atDoorway, suite } from './opening.ts'

let door: Doorway

atDoorway((opened) => (door = opened))

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

/** Touches corners of the map with a finger, as shares of its width and height. */
async function draw(page: Page, corners: [number, number][]) {
  const map = page.locator('.map[data-ready]')
  await map.waitFor()
  const box = (await map.boundingBox())!
  for (const [x, y] of corners) await map.tap({ position: { x: x * box.width, y: y * box.height } })
}

suite(
  'an area is drawn, its people estimated, needs set against stock, and the report approved and proven',
  { timeout: 120_000 },
  async () => {
    const counted = ['1001', '1002', '1003', '2004', '2005'].map((end) => ({
      type: 'population.counted',
      data: { village: `52.02.01.${end}`, people: 4000, asOf: '2026-06-30' },
    }))
    const geometry = { type: 'Point', coordinates: [116.28, -8.7] }
    const rain = { type: 'Polygon', coordinates: [[[116.2, -8.8], [116.35, -8.8], [116.35, -8.6], [116.2, -8.8]]] } // prettier-ignore
    await tell(
      {
        type: 'incident.reported',
        subject: 'b1',
        data: { hazard: 'banjir', level: 2, title: 'Banjir di Praya', geometry },
      },
      {
        type: 'warning.issued',
        data: { headline: 'Hujan lebat', hazard: 'cuaca-ekstrem', level: 1, issuer: 'BMKG', geometry: rain, expires: '2099-01-01T00:00:00Z' }, // prettier-ignore
      },
      ...[
        { kind: 'earthquake', title: 'M 7', geometry, value: 7, details: { magnitude: 7 } },
        { kind: 'intensity', title: 'VI MMI di Praya', geometry, value: 6.2 },
      ].map((data) => ({ type: 'observation.made', region: '52.02.01', data })),
      ...counted.map((one, at) => ({ ...one, id: `p${at}` })),
    )
    // In the field it is a tablet: fingers, no mouse.
    const tablet = await door.joined('operator@uji.test', 'operator', { hasTouch: true })
    const operator = await door.opened(tablet, '/sumber-daya')
    await operator.getByLabel('Kejadian', { exact: true }).selectOption('b1')
    const bow: [number, number][] = [[0.4, 0.3], [0.6, 0.7], [0.6, 0.3], [0.4, 0.7]] // prettier-ignore
    await draw(operator, bow)
    await operator.getByText('Garis wilayah saling memotong').waitFor()
    await operator.getByRole('button', { name: 'Hapus gambar' }).click()
    await draw(operator, [[0.35, 0.2], [0.65, 0.2], [0.65, 0.8], [0.35, 0.8]]) // prettier-ignore
    const touched = operator.getByText(/desa tersentuh/)
    await touched.waitFor()
    // The area may come from others as well: a warning, a shake map, so far around an earthquake.
    const source = operator.getByLabel('Wilayah diambil dari')
    const offered = async (kind: string, list: string, choice: string) => {
      await source.selectOption(kind)
      await expect.poll(() => touched.count()).toBe(0)
      await operator.getByLabel(list, { exact: true }).selectOption({ label: choice })
      await touched.waitFor()
    }
    await offered('warning', 'Peringatan', 'Hujan lebat')
    await offered('shake', 'Gempa', 'Peta guncangan: intensitas VI MMI ke atas')
    await operator.getByLabel('Gempa', { exact: true }).selectOption({ label: 'M 7' })
    expect(await operator.getByLabel('Jarak (km)').inputValue()).toBe('120')
    await source.selectOption('drawn')
    await touched.waitFor()
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

    // The administrator appoints who releases reports, and changes the ration table; what is wrong is said.
    const office = await door.joined('bupati@uji.test', 'executive')
    const admin = await door.seated('admin@uji.test', 'admin', '/admin#rations')
    const amount = admin.getByRole('group', { name: 'Beras' }).getByLabel('Banyaknya')
    expect(await amount.inputValue()).toBe('0,4')
    await amount.fill('banyak')
    await admin.getByRole('button', { name: 'Simpan' }).click()
    await admin.getByText('Belum disimpan. baris 1, jumlah: harus angka.').waitFor()
    await amount.fill('0,45')
    await admin.getByRole('button', { name: 'Simpan' }).click()
    await expect.poll(() => JSON.stringify(staff().setting.get('rations')?.value)).toContain('"amount":0.45')
    await admin.getByText('Tersimpan').first().waitFor()
    await admin.goto(`${door.server.address}/admin#approvers`)
    await admin.getByRole('button', { name: 'Tambah' }).click()
    await admin.getByLabel('Orang').selectOption({ label: 'Sri Contoh (bupati@uji.test)' })
    await admin.getByLabel('Jabatan di laporan').fill('Bupati Contoh')
    await admin.getByRole('button', { name: 'Simpan' }).click()
    await expect
      .poll(() => staff().setting.get('reportApprovers')?.value)
      .toMatchObject([{ office: 'Bupati Contoh' }])

    const bupati = await door.opened(office, '/laporan-situasi')
    await bupati.getByRole('button', { name: 'Buat konsep laporan' }).click()
    await bupati.getByLabel('Rencana tindak lanjut').fill('Kirim pompa ke Praya')
    await bupati.getByRole('button', { name: 'Simpan dan segarkan angka' }).click()
    await bupati.getByText('Kirim pompa ke Praya').last().waitFor()
    await bupati.getByRole('button', { name: 'Setujui dan segel' }).click()
    await bupati.getByText('Disetujui Sri Contoh, Bupati Contoh').waitFor()
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
