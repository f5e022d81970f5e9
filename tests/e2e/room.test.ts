import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Doorway } from './doorway.ts'
import { incident } from './stage.ts'
import { atDoorway, suite } from './opening.ts'

let door: Doorway
let operator: Page
let next: Page

atDoorway(async (opened) => {
  door = opened
  operator = await door.seated('operator@uji.test', 'operator', '/profil')
  next = await door.seated('pengganti@uji.test', 'operator', '/profil')
})

const staff = (world?: string) => door.server.worlds.find(world)!.present.situations.staff

/** Says it as the person of that page; answers status and detail. */
const say = (page: Page, event: Record<string, unknown>, world = 'real') =>
  page.evaluate(
    async ([body, query]) => {
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch(`/api/events?world=${query}`, { method: 'POST', headers, body })
      return { status: answer.status, detail: String(((await answer.json()) as { detail?: string }).detail) }
    },
    [JSON.stringify({ specversion: '1.0', ...event }), world] as const,
  )

suite('a duty is drafted from what is open, handed over, and accepted by another person', async () => {
  expect((await say(operator, incident('banjir-1', 'Banjir di Kuta'))).status).toBe(201)
  await operator.goto(`${door.server.address}/piket`)
  await operator.getByText('Belum ada serah-terima.').waitFor()
  await expect
    .poll(() => operator.getByLabel('Butir 1', { exact: true }).inputValue())
    .toMatch(/Banjir di Kuta/)
  await operator.getByLabel('Kepada').fill('Pak Dani Contoh')
  await operator.getByLabel('Ringkasan untuk petugas berikutnya').fill('Pantau Kuta sampai pagi')
  await operator.getByRole('button', { name: 'Serahkan piket' }).click()
  await operator.getByText('belum diterima', { exact: true }).waitFor()
  await operator.getByRole('button', { name: 'Terima piket' }).click()
  await operator.getByText(/yang menyerahkan piket tidak dapat menerimanya sendiri/).waitFor()
  await next.goto(`${door.server.address}/piket`)
  // Who comes to relieve sees first what waits for them.
  const first = () => next.getByRole('heading', { level: 2 }).first().textContent()
  await expect.poll(first).toBe('Serah-terima terakhir')
  await next
    .getByText(/Kejadian Banjir di Kuta: Siaga, dilaporkan/)
    .first()
    .waitFor()
  await next.getByRole('button', { name: 'Terima piket' }).click()
  await operator.getByText(/^diterima Sri Contoh, \d/).waitFor()
  expect([...staff().handover.values()]).toMatchObject([{ to: 'Pak Dani Contoh' }])
  expect(door.faults).toEqual([])
})

suite(
  'an exercise is planned, told by its script once, ended, reviewed, and then stands still',
  { timeout: 120_000 },
  async () => {
    await operator.goto(`${door.server.address}/gladi`)
    await operator.getByText('Belum ada gladi.').waitFor()
    await operator.getByLabel('Nama gladi').fill('Gladi banjir malam')
    await operator.getByLabel('Jam gladi mulai pada (WITA)').fill('2026-11-20T19:00')
    await operator.getByLabel('Laju jam (×)').fill('60')
    for (const [minute, place] of [
      ['1', 'Kuta'],
      ['9000', 'Sengkol'],
    ] as const) {
      await operator.getByLabel('Menit ke- (jam gladi)').fill(minute)
      await operator.getByLabel('Ancaman').fill('Banjir')
      await operator.getByLabel('Ancaman').press('Enter')
      await operator.getByLabel('Di mana').fill(place)
      await operator
        .getByRole('option', { name: new RegExp(`^${place}`) })
        .first()
        .waitFor()
      await operator.getByLabel('Di mana').press('Enter')
      await operator.getByRole('button', { name: 'Tambah injeksi' }).click()
    }
    await operator.getByRole('button', { name: 'Simpan rencana' }).click()
    await operator.getByRole('button', { name: 'Mulai gladi' }).click()
    await operator.getByText('sudah disampaikan').waitFor()
    const [{ id } = { id: '' }] = [...staff().exercise.values()]
    const { log } = door.server.worlds.find(id)!
    await operator.getByRole('button', { name: 'Injeksi sekarang' }).click()
    await expect.poll(() => operator.getByText('sudah disampaikan').count()).toBe(2)
    await operator.getByRole('button', { name: 'Akhiri gladi' }).click()
    const late = await say(operator, incident('terlambat', 'Banjir di Praya'), id)
    expect([late.status, late.detail]).toEqual([409, expect.stringContaining('/gladi')])
    await operator.getByLabel('Temuan dan tindak lanjut').fill('Radio desa tidak menjawab: ganti baterai')
    await operator.getByRole('button', { name: 'Simpan evaluasi' }).click()
    await operator.getByText('dievaluasi').waitFor()
    const told = (await log.read(0, 1000)).filter(({ type }) => type === 'incident.reported')
    expect(told.map(({ subject }) => subject)).toEqual([`${id}:inject:0`, `${id}:inject:1`])
    // Pages without a living situation say it as well, those of the public too, and the real ones do not.
    for (const path of ['aduan', 'lapor', 'statistik'])
      await operator
        .goto(`${door.server.address}/${path}?world=${id}`)
        .then(() => operator.getByText('GLADI').first().waitFor())
    await operator.goto(`${door.server.address}/lapor`)
    await operator.getByText('Laporkan kepada pemerintah daerah').waitFor()
    expect(await operator.getByText('GLADI').count()).toBe(0)
    // The real day beside it knows nothing of what was told there.
    expect([...staff().incident.values()].map(({ title }) => title)).toEqual(['Banjir di Kuta'])
    expect(door.faults).toEqual([])
  },
)

suite(
  'a status is decreed after its meeting, the wall turns to the emergency, and back at its end',
  { timeout: 120_000 },
  async () => {
    const wall = await door.opened(
      await door.browser.newContext({ viewport: { width: 1920, height: 1080 } }),
      '/wall?peta=mati',
    )
    const scene = () => wall.locator('[data-scene]').getAttribute('data-scene')
    await wall.getByText('Banjir di Kuta').first().waitFor()
    expect(await scene()).not.toBe('darurat')
    const assessed = {
      id: 'kaji-1',
      source: '/test',
      type: 'incident.assessed',
      subject: 'banjir-1',
      data: { note: 'kaji cepat' },
    }
    expect((await say(operator, assessed)).status).toBe(201)
    await operator.goto(`${door.server.address}/status`)
    await operator.getByText('Tidak ada status darurat yang berlaku').waitFor()
    const meeting = operator.getByRole('listitem', { name: 'Banjir di Kuta' })
    await meeting.getByText(/paling lambat .*, (23 jam|1 hari) lagi/).waitFor()
    await meeting.getByRole('button', { name: 'Rakor terlaksana' }).click()
    await meeting.getByText(/^terlaksana/).waitFor()

    const rinjani = operator.getByRole('listitem', { name: 'Gunung Rinjani' })
    await rinjani.getByText('tingkat belum dilaporkan').waitFor()
    const level = operator.getByRole('form', { name: 'Catat tingkat' })
    await level.getByLabel('Gunung api').selectOption('rinjani')
    await level.getByText('Waspada', { exact: true }).click()
    await level.getByRole('button', { name: 'Catat tingkat' }).click()
    await rinjani.getByText(/Level II Waspada · sejak \d\d\.\d\d · PVMBG/).waitFor()
    await rinjani.getByRole('button', { name: 'Masih sama' }).click()
    await expect.poll(() => staff().observation.get('gunung-api:rinjani')?.revisions).toBe(1)
    expect(staff().source.get('gunungapi')).toMatchObject({ owner: 'BPBD', heard: expect.any(String) })

    const form = operator.getByRole('form', { name: 'Tetapkan status' })
    await form.getByLabel('Untuk kejadian').selectOption({ label: 'Banjir di Kuta (Siaga)' })
    expect(await form.getByLabel('Ancaman').inputValue()).toBe('banjir')
    await form.getByLabel('Nomor SK').fill('360/112/2026')
    const start = await form.getByLabel('Mulai berlaku').inputValue()
    expect(start).toMatch(/^\d{4}-\d\d-\d\d$/)
    const day = (days: number) => new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 10)
    await form.getByLabel('Berlaku sampai dengan').fill(day(1))
    await form.getByLabel('Ditandatangani oleh').fill('Bupati Contoh')
    await form.getByRole('button', { name: 'Tetapkan status' }).click()
    await expect.poll(scene).toBe('darurat')
    await wall.getByText('Tanggap darurat', { exact: false }).first().waitFor()

    const row = operator.getByRole('article', { name: 'Tanggap darurat' })
    await row.getByRole('button', { name: 'Perpanjang' }).click()
    await row.getByLabel('Nomor SK').fill('360/118/2026')
    await row.getByLabel('Diperpanjang sampai dengan').fill(day(14))
    await row.getByRole('button', { name: 'Perpanjang' }).click()
    await row.getByText('360/112/2026 → 360/118/2026').waitFor()
    const seat = operator.getByRole('listitem', { name: 'Komandan', exact: true })
    await seat.getByRole('button', { name: 'Isi jabatan' }).click()
    await seat.getByLabel('Nama pejabat').fill('Siti Contoh')
    await seat.getByLabel('OPD').selectOption('BPBD')
    await seat.getByRole('button', { name: 'Isi jabatan' }).click()
    await seat.getByText('Siti Contoh, BPBD').waitFor()
    await wall.getByText(/Komandan: BPBD/).waitFor()
    expect(await wall.content()).not.toContain('Siti Contoh')
    await row.getByRole('button', { name: 'Akhiri status' }).click()
    await row.getByLabel('Alasan diakhiri').fill('Air surut, pengungsi pulang')
    await row.getByRole('button', { name: 'Akhiri status' }).click()
    await operator.getByText('Tidak ada status darurat yang berlaku').waitFor()
    await expect.poll(scene).not.toBe('darurat')
    expect(door.faults).toEqual([])
  },
)
