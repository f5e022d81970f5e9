import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDoorway, type Doorway } from './doorway.ts'

let doorway: Doorway
beforeAll(async () => {
  doorway = await openDoorway({ serviceWorkers: 'allow' })
})
afterAll(() => doorway.end())

async function tell(...events: Record<string, unknown>[]): Promise<void> {
  const { server } = doorway
  const answer = await fetch(`${server.address}/api/events`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/cloudevents-batch+json',
      Authorization: `Bearer ${server.doors.startToken}`,
    },
    body: JSON.stringify(events.map((event) => ({ specversion: '1.0', source: '/uji', ...event }))),
  })
  expect(answer.status).toBe(201)
}

const question = (id: string, title: string) => ({
  id,
  type: 'decision.requested',
  subject: id,
  data: { title, agency: 'bpbd' },
})

test(
  'the executive sees what changed since they last looked, and decides in two taps',
  { timeout: 120_000 },
  async () => {
    await tell(question('d1', 'Penetapan siaga darurat'), question('d2', 'Pengalihan anggaran'))
    const page = await doorway.seated('bupati@uji.test', 'executive', '/')
    await page.getByText('Menunggu keputusan Anda').first().waitFor()
    // Nobody reports incidents yet: that none is known is no calm.
    expect(await page.getByLabel('Sekilas').innerText()).toMatch(/Warga terdampak\s+belum diketahui/)
    const first = page.locator('article', { hasText: 'Penetapan siaga darurat' })
    await first.getByRole('button', { name: 'Setujui' }).click()
    await first.getByRole('button', { name: 'Ya, setujui' }).click()
    await page.getByText('Penetapan siaga darurat: disetujui').first().waitFor()
    const world = doorway.server.worlds.find()!
    const said = (await world.log.read(0, 1_000)).filter(({ type }) => type === 'decision.decided')
    expect(said).toHaveLength(1)
    expect(said[0]?.actor).toMatch(/^executive:/)
    const second = page.locator('article', { hasText: 'Pengalihan anggaran' })
    await second.getByRole('button', { name: 'Tunda' }).click()
    await second.getByRole('button', { name: 'Tunda s.d.' }).first().click()
    await page
      .getByText(/Pengalihan anggaran: ditunda, kembali \d/)
      .first()
      .waitFor()

    // Both of them: seeing the list says no more than what is on it.
    await expect.poll(() => page.locator('li', { hasText: 'Keputusan diambil' }).count()).toBe(2)
    await page.getByRole('button', { name: 'Sudah saya lihat' }).click()
    await page.getByText('Tidak ada perubahan penting sejak Anda terakhir melihat').first().waitFor()
    await tell({
      id: 'i1',
      type: 'incident.reported',
      subject: 'i1',
      data: {
        hazard: 'banjir',
        level: 2,
        title: 'Banjir di Kuta',
        geometry: { type: 'Point', coordinates: [116.285, -8.885] },
      },
    })
    await page.reload()
    const changed = page.locator('section', { hasText: 'Berubah sejak' })
    await changed.getByText('Banjir di Kuta').first().waitFor()
    expect(await changed.getByText('Pengalihan anggaran').count()).toBe(0)
    await page.locator('main[data-link="live"]').waitFor()
    await page
      .getByRole('button', { name: /Pujut|52\.02\.\d\d/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Seluruh kabupaten' }).waitFor()
    expect(doorway.faults).toEqual([])

    // It can be installed, and without any network it shows what it knew last, with its time.
    const browser = await page.context().newCDPSession(page)
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
    const { data } = await browser.send('Page.getAppManifest')
    expect(JSON.parse(data ?? '')).toMatchObject({
      id: '/',
      start_url: '/',
      scope: '/',
      display: 'standalone',
    })
    const kept = () =>
      page.evaluate(async () =>
        (await caches.match('/kept/situation'))?.text().then((text) => text.includes('Kuta')),
      )
    await expect.poll(kept).toBe(true)
    await page.context().setOffline(true)
    await page.reload()
    await page.locator('main[data-link="lost"]').waitFor()
    const main = () => page.locator('main').innerText()
    await expect.poll(main).toMatch(/TERPUTUS[^]*sejak \d\d\.\d\d/)
    expect(await main()).toContain('Banjir di Kuta')
    await page.context().setOffline(false)
    await page.locator('main[data-link="live"]').waitFor()
  },
)
