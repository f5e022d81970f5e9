import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Doorway } from './doorway.ts'
import { atDoorway, suite } from './opening.ts'

let door: Doorway
let operator: Page

atDoorway(async (opened) => {
  door = opened
  operator = await door.seated('operator@uji.test', 'operator', '/desk?peta=mati')
  await operator.getByLabel('Ancaman').waitFor()
})

const staff = () => door.server.worlds.find()!.present.situations.staff
const titles = () => [...staff().incident.values()].map(({ title }) => title).sort()
const panel = (page: Page) => page.getByRole('article')

/** A call taken with the keyboard alone; answers how many keys were pressed. */
async function take(page: Page, hazard: string, place: string, seen: string): Promise<number> {
  let keys = 0
  const press = async (key: string) => (keys++, page.keyboard.press(key))
  const type = async (text: string) => ((keys += text.length), page.keyboard.type(text))
  await press('Alt+n')
  await type(hazard)
  await press('Tab')
  await type(place)
  // The region's places are fetched when the page opens.
  if (/[a-z]/.test(place)) await page.getByRole('option', { name: /^Kuta/ }).waitFor()
  await press('Tab')
  await type(seen)
  await press('Tab')
  await press('ArrowRight')
  await press('Tab')
  await type('Pak Amir Contoh 081234567890')
  await press('Enter')
  return keys
}
/** Card, Moran and Newell's keystroke-level model: 0.2 s a key of an average typist, 1.35 s of thought before each of five fields. */
const secondsFor = (keys: number): number => keys * 0.2 + 5 * 1.35

suite(
  'a call is taken by keyboard, seen on the wall, and handled until it is done',
  { timeout: 120_000 },
  async () => {
    expect(secondsFor(await take(operator, 'banj', 'kut', 'air setinggi lutut'))).toBeLessThan(20)
    await operator.getByText('Tercatat: Banjir di Kuta').waitFor()
    // No list lies over the form for the next call; and what is gravest stands open without being asked for.
    expect(await operator.getByRole('listbox').filter({ visible: true }).count()).toBe(0)
    await panel(operator).getByRole('heading', { name: 'Banjir di Kuta' }).waitFor()
    const [incident] = [...staff().incident.values()]
    expect(incident).toMatchObject({
      hazard: 'banjir',
      level: 2,
      region: '52.02.04.2009',
      status: 'reported',
    })
    const wall = await door.opened(await door.browser.newContext(), '/wall?peta=mati')
    await wall.getByText('Banjir di Kuta').first().waitFor()
    expect(await wall.content()).not.toMatch(/Amir|setinggi lutut/)
    await wall.context().close()

    // Two people open the same report; what one types is not replaced by what the other saves.
    const other = await operator.context().newPage()
    await other.goto(`${door.server.address}/desk?peta=mati`)
    for (const page of [operator, other]) {
      const row = page.getByRole('button', { name: /Banjir di Kuta/ })
      await row.focus()
      await page.keyboard.press('Enter')
      await panel(page).getByRole('button', { name: 'Verifikasi' }).click()
    }
    await other.getByLabel('Sebutan').fill('Banjir di Kuta, jalan putus')
    await operator.getByLabel('Catatan').first().fill('dicek lewat radio')
    await panel(operator).getByRole('button', { name: 'Verifikasi' }).click()
    await other.getByText(/Kini: Siaga · terverifikasi/).waitFor()
    expect(await other.getByLabel('Sebutan').inputValue()).toBe('Banjir di Kuta, jalan putus')
    await other.getByRole('button', { name: 'Simpan perubahan' }).click()
    await other.getByText('Baru saja diubah orang lain').waitFor()
    expect(titles()).toEqual(['Banjir di Kuta'])
    await other.getByRole('button', { name: 'Tetap simpan punya saya' }).click()
    await expect.poll(titles).toEqual(['Banjir di Kuta, jalan putus'])
    await other.close()

    await panel(operator).getByRole('form', { name: 'Beri tugas' }).getByLabel('OPD').fill('PUPR')
    await operator.getByLabel('Uraian tugas').fill('Kirim pompa')
    await operator.keyboard.press('Enter')
    const agency = await door.seated('pupr@uji.test', 'agency:PUPR', '/desk?peta=mati')
    const ours = agency.getByRole('region', { name: 'Tugas kami 1' })
    await ours.getByRole('button', { name: 'Terima' }).click()
    await operator.getByText('diterima', { exact: true }).first().waitFor()
    await ours.getByRole('button', { name: 'Terhambat' }).click()
    await ours.getByLabel('Kendala').fill('pompa dipinjam')
    await ours.getByLabel('Menunggu OPD').fill('BPBD')
    await ours.getByRole('button', { name: 'Terhambat' }).last().click()
    await operator.getByText('menunggu BPBD: pompa dipinjam').first().waitFor()
    await ours.getByRole('button', { name: 'Lanjutkan' }).click()
    await ours.getByRole('button', { name: 'Selesai' }).click()
    await agency.getByRole('region', { name: 'Tugas kami 0' }).waitFor()

    await panel(operator).getByLabel('Jenis').selectOption('selesai')
    await panel(operator).getByRole('region', { name: 'Jurnal' }).getByLabel('Catatan').fill('air surut')
    await operator.keyboard.press('Enter')
    const lines = panel(operator).getByRole('region', { name: 'Jurnal' }).locator('li')
    await expect.poll(() => lines.count()).toBe(9)
    const read = await lines.locator('b').allTextContents()
    expect([read.slice(0, 4), read.slice(-2)]).toEqual([
      ['Pesan', 'Triase', 'Triase', 'Keputusan'],
      ['Selesai', 'Selesai'],
    ])
    expect(await lines.first().textContent()).toContain('Sri Contoh')
    expect(await panel(operator).textContent()).not.toContain('Amir')
    expect(door.faults).toEqual([])
  },
)

suite(
  'a report without a link is kept, sent once, merged as a duplicate and parted again',
  { timeout: 120_000 },
  async () => {
    await operator.context().setOffline(true)
    await take(operator, 'banj', '-8,88 116,286', 'jembatan terendam')
    await operator.getByText(/1 laporan menunggu sambungan/).waitFor()
    expect(staff().incident.size).toBe(1)
    await operator.context().setOffline(false)
    await expect.poll(() => staff().incident.size).toBe(2)
    await operator.getByRole('button', { name: 'Gabung ke sini' }).click()
    await expect.poll(() => staff().incident.size).toBe(1)
    await operator.getByRole('button', { name: 'Pisahkan lagi' }).click()
    await expect.poll(() => staff().incident.size).toBe(2)
  },
)

suite(
  'figures of two agencies stand beside each other until one is picked with a reason',
  { timeout: 120_000 },
  async () => {
    const form = operator.getByRole('form', { name: 'Catat angka' })
    const record = async (value: string, by: string) => {
      await form.getByLabel('Angka').fill('mengungsi (j')
      await operator.keyboard.press('Enter')
      await form.getByLabel('Jumlah').fill(value)
      await form.getByLabel('Di mana').fill('kuta')
      await operator.keyboard.press('Enter')
      await form.getByLabel('Menurut siapa').fill(by)
      await form.getByRole('button', { name: 'Catat angka' }).click()
      await panel(operator).locator('summary b', { hasText: value }).waitFor()
    }
    await record('12', 'BPBD')
    await record('20', 'DINSOS')
    const summary = panel(operator).locator('summary', { hasText: 'mengungsi' })
    await summary.getByText('berbeda 12–20').waitFor()
    await summary.click()
    await panel(operator).getByRole('listitem').filter({ hasText: 'BPBD 12' }).getByRole('button').click()
    await panel(operator).getByLabel('Alasan memilih').fill('dihitung di posko')
    await operator.keyboard.press('Enter')
    await expect.poll(() => summary.textContent()).not.toContain('berbeda')
    expect([...staff().incident.values()].map(({ impact }) => impact.mengungsi?.value)).toContain(12)
  },
)

suite(
  'a past moment is shown as such, moved through, and never called live',
  { timeout: 120_000 },
  async () => {
    const page = await operator.context().newPage()
    const { log } = door.server.worlds.find()!
    const past = (await log.read(0, 100)).find(({ type }) => type === 'incident.reported')
    await page.goto(`${door.server.address}/desk?at=${past?.recorded}`)
    await page.getByText(/SEPERTI DIKETAHUI PADA/).waitFor()
    const main = page.locator('main')
    await expect.poll(() => main.getAttribute('data-seq').then(Number)).toBeGreaterThan(0)
    const seq = Number(await main.getAttribute('data-seq'))
    expect(seq).toBeLessThan(staff().seq)
    expect(await main.getAttribute('data-link')).toBe('lost')
    expect(await page.getByRole('button', { name: 'Kirim (Enter)' }).count()).toBe(0)
    await expect.poll(() => main.getAttribute('data-map-seq').then(Number)).toBe(seq)
    expect(await page.getByRole('button', { name: 'Mode tamu' }).count()).toBe(0)
    const bar = page.getByRole('slider')
    await bar.focus()
    await page.keyboard.press('End')
    await expect.poll(() => main.getAttribute('data-seq').then(Number)).toBeGreaterThan(seq)
    await page.keyboard.press('Home')
    await expect.poll(() => main.getAttribute('data-seq').then(Number)).toBeLessThanOrEqual(seq)
    await page.close()
    expect(door.faults).toEqual([])
  },
)
