import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser } from '../browser.ts'
import { openDoorway, type Doorway } from './doorway.ts'
import { allEqual, openRoom, type Room } from './night/room.ts'
import { writeReport } from './night/report.ts'
import { dead, missing as lacking, quakes } from './night/scenario.ts'

const missing = lacking || (findBrowser() ? '' : 'no Chromium')
let door: Doorway
let room: Room
beforeAll(async () => {
  if (missing) return
  door = await openDoorway()
  room = await openRoom(door)
})
afterAll(() => door?.end())

const title =
  'the worst night: every hand-off is taken up or escalated, the report is the log’s, every screen is equal'
const report = (id: string, data: Record<string, unknown>, at: [number, number]) => ({
  ...{ id, subject: id, type: 'incident.reported', time: '2018-08-05T11:47:00Z' },
  data: { hazard: 'gempabumi', geometry: { type: 'Point', coordinates: at }, ...data },
})
const panel = (page: Page) => page.getByRole('article').first()
const row = (page: Page, text: string) => page.locator('.task', { hasText: text }).first()

async function openIncident(page: Page, named: RegExp) {
  await page.getByRole('button', { name: named }).first().click()
  await panel(page).getByRole('heading', { name: named }).first().waitFor()
}

/** A figure, written into the form of the open incident. */
async function figure(page: Page, what: string, value: string, by: string) {
  const form = panel(page).getByRole('form', { name: 'Catat angka' })
  await form.getByLabel('Angka').fill(what)
  await form.getByLabel('Angka').press('Enter')
  await form.getByLabel('Jumlah').fill(value)
  await form.getByLabel('Menurut siapa').fill(by)
  await form.getByRole('button', { name: 'Catat angka' }).click()
  await panel(page)
    .locator('summary')
    .filter({ hasText: what.slice(0, 8) })
    .filter({ hasText: value })
    .waitFor()
}

if (missing) test(title, ({ skip }) => skip(missing))
else
  test(title, { timeout: 120_000 }, async () => {
    const { operator, agencies, regent, wall, world, feed } = room
    const { dinsos, dinkes, pupr } = agencies
    const staff = () => world.present.situations.staff
    const main = () => [...staff().incident.values()].find(({ id }) => id === 'gempa')

    // 19.46 WITA: the earthquake, what follows it, and the first calls.
    await feed(...quakes('2018-08-05T11:40', '2018-08-05T12:30'))
    const shaken = { level: 3, title: 'Gempabumi kuat: seluruh Lombok Tengah' }
    await feed(
      report('gempa', shaken, [116.35, -8.6]),
      report('roboh-1', { level: 2, title: 'Rumah roboh di Aik Berik' }, [116.36, -8.52]),
      report('roboh-2', { level: 2, title: 'Rumah rata tanah, Aik Berik' }, [116.361, -8.521]),
    )
    await wall.getByText(shaken.title).first().waitFor()
    await regent.getByText(shaken.title).first().waitFor()

    // The operator takes a call, verifies, merges what is one, opens what everybody does first.
    await operator.keyboard.press('Alt+n')
    for (const typed of ['gempab', '-8,70 116,27', 'atap puskesmas retak', '', 'Pak Amir Contoh']) {
      await operator.keyboard.type(typed)
      if (typed === 'gempab') await operator.keyboard.press('Enter')
      await operator.keyboard.press(typed === 'Pak Amir Contoh' ? 'Enter' : 'Tab')
    }
    await operator.getByText('Tercatat: Gempabumi di').waitFor()
    await openIncident(operator, /Rumah roboh di Aik Berik/)
    await panel(operator).getByRole('button', { name: 'Gabung ke sini' }).first().click()
    await panel(operator).getByText('Rumah rata tanah, Aik Berik', { exact: true }).waitFor()
    await expect.poll(() => staff().incident.has('roboh-2')).toBe(false)
    await openIncident(operator, /Gempabumi kuat/)
    await panel(operator).getByRole('button', { name: 'Verifikasi' }).click()
    await panel(operator).getByRole('button', { name: 'Verifikasi' }).click()
    await panel(operator)
      .getByRole('button', { name: /Buka \d+ tugas dari templat/ })
      .click()

    // Each agency takes up its own; one that nobody takes up goes up its chain by the clock.
    for (const [page, what] of [
      [dinsos, 'Buka tempat pengungsian'],
      [dinsos, 'Buka dapur umum'],
      [dinsos, 'Kirim selimut'],
      [dinkes, 'Siagakan puskesmas'],
      [dinkes, 'Kirim tim kesehatan'],
      [dinkes, 'Data bayi'],
      [pupr, 'Buka akses jalan'],
      [pupr, 'Periksa jembatan'],
    ] as const)
      await row(page, what).getByRole('button', { name: 'Terima', exact: true }).click()
    await row(dinsos, 'Kirim selimut').getByRole('button', { name: 'Selesai' }).click()
    const team = row(dinkes, 'Kirim tim kesehatan')
    await team.getByRole('button', { name: 'Terhambat' }).click()
    await team.getByLabel('Kendala').fill('jalan tertutup longsor')
    await team.getByLabel('Menunggu OPD').fill('PUPR')
    await team.getByRole('button', { name: 'Terhambat' }).last().click()
    await pupr.getByText('menunggu PUPR: jalan tertutup longsor').first().waitFor()
    for (const { id, agency } of staff().task.values())
      if (agency === 'BPBD')
        await row(operator, staff().task.get(id)!.title)
          .getByRole('button', { name: 'Terima', exact: true })
          .click()

    // Two agencies count differently; a person picks one and says why.
    await figure(operator, 'mengungsi (j', '340', 'BPBD')
    await figure(operator, 'mengungsi (j', '412', 'DINSOS')
    await figure(operator, 'meninggal', String(dead()), 'DINKES')
    const summary = panel(operator).locator('summary', { hasText: 'mengungsi' })
    await summary.getByText('berbeda 340–412').waitFor()
    await wall.getByText('mengungsi (berbeda)').waitFor()
    await summary.click()
    await panel(operator).getByRole('button', { name: 'Pakai angka ini' }).last().click()
    await panel(operator).getByLabel('Alasan memilih').fill('dihitung di posko')
    await operator.keyboard.press('Enter')
    await expect.poll(() => main()?.impact.mengungsi?.value).toBeGreaterThan(0)
    await expect.poll(() => summary.textContent()).not.toContain('berbeda')

    const water = () => [...staff().task.values()].find(({ title: what }) => what.startsWith('Kirim tangki'))
    await expect.poll(() => water()?.escalations).toBeGreaterThan(0)
    await operator
      .getByText(/dinaikkan ke Petugas piket berikutnya/)
      .first()
      .waitFor()
    await row(pupr, 'Kirim tangki').getByRole('button', { name: 'Terima', exact: true }).click()
    await expect.poll(() => water()?.status).toBe('acknowledged')

    // The decree, and the wall turns to the emergency.
    const day = { start: '2018-08-05', end: '2018-08-26' }
    const decree = { stage: 'tanggap-darurat', hazard: 'gempabumi', decree: '360/1/2018', signer: 'Bupati' }
    await operator.evaluate(
      async ([body]) =>
        void (await fetch('/api/events?world=malam', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body,
        })),
      [
        JSON.stringify({
          specversion: '1.0',
          id: 'sk',
          source: '/desk',
          type: 'status.declared',
          subject: 'sk',
          data: { ...decree, ...day, incident: 'gempa' },
        }),
      ],
    )
    await wall.getByText('360/1/2018').first().waitFor()
    await regent.getByText(shaken.title).first().waitFor()

    const said = await world.log.read(0, 1_000)
    const tasks = said.filter(({ type }) => type === 'task.assigned').map(({ subject }) => subject)
    const told = (type: string) => said.filter((event) => event.type === type)
    expect(tasks.length).toBeGreaterThan(8)
    for (const id of tasks)
      expect(
        told('task.acknowledged').filter(({ subject }) => subject === id),
        id,
      ).toHaveLength(1)
    const steps = told('task.escalated').map(({ subject, data }) => `${subject} ${JSON.stringify(data)}`)
    expect(new Set(steps).size).toBe(steps.length)
    expect(new Set(told('task.escalated').map(({ subject }) => subject))).toEqual(new Set([water()?.id]))
    const value = main()?.impact.mengungsi?.value
    await regent.getByText(`${value} mengungsi`).filter({ visible: true }).first().waitFor()
    await wall
      .locator('dd', { hasText: String(value) })
      .first()
      .waitFor()
    expect((await writeReport(room)).subarray(0, 5).toString()).toBe('%PDF-')
    await allEqual(room)
    expect(door.faults).toEqual([])
  })
