import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { foldVersion } from '../../server/fold-version.ts'
import { atSeq, incident, linkOf, now, seqOf, type Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

const minutesAgo = (minutes: number) => String(Date.now() - minutes * 60_000)
let browser: Browser
let stage: Stage

onStage((opened) => ({ browser, stage } = opened))

suite('what is told by HTTP stands on the wall, and data-seq says so', async () => {
  const page = await stage.open(browser, '/wall?peta=mati')
  await stage.tell(incident('kuta', 'Banjir setinggi pinggang di Kuta'))
  await atSeq(page, seqOf(stage))
  expect(await page.locator('main').textContent()).toContain('Banjir setinggi pinggang di Kuta')
  expect(await linkOf(page)).toBe('live')
  expect(await page.locator('main').getAttribute('data-epoch')).toBe(stage.server.worlds.find()!.log.epoch)
  await page.close()
})

suite(
  'while the server is away the picture stays and says that it is lost; then it goes on where it was',
  async () => {
    const page = await stage.open(browser, '/wall')
    await stage.tell(incident('mertak', 'Jalan terputus di Mertak'))
    await atSeq(page, seqOf(stage))
    await page.evaluate(() => document.body.setAttribute('data-not-reloaded', 'yes'))
    await stage.stop()
    await expect.poll(() => linkOf(page)).toBe('lost')
    expect(await page.locator('main').textContent()).toContain('Jalan terputus di Mertak')
    expect(await page.locator('main canvas').count()).toBeGreaterThan(0)
    await stage.start()
    await stage.tell(incident('sengkol', 'Rumah terendam di Sengkol'))
    await atSeq(page, seqOf(stage))
    await expect.poll(() => linkOf(page)).toBe('live')
    expect(await page.locator('main').textContent()).toContain('Jalan terputus di Mertak')
    expect(await page.locator('main').textContent()).toContain('Rumah terendam di Sengkol')
    expect(await page.locator('body').getAttribute('data-not-reloaded')).toBe('yes')
    await page.close()
  },
)

suite(
  'a source that is late is named and marked, and one that was never heard is not called calm',
  async () => {
    const declared = (id: string, title: string) => ({
      id: `${id}-declared`,
      source: '/test',
      type: 'source.declared',
      subject: id,
      time: now(),
      data: { owner: 'BPBD', everySeconds: 1, lateAfterSeconds: 1, title },
    })
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
    const heard = {
      id: 'lama-heard',
      source: '/test',
      type: 'source.heard',
      subject: 'lama',
      time: anHourAgo,
    }
    await stage.tell(declared('lama', 'Duga air Tiwu'), { ...heard, data: { asOf: anHourAgo, items: 0 } })
    const page = await stage.open(browser, '/wall?peta=mati')
    await atSeq(page, seqOf(stage))
    const text = await page.locator('main').textContent()
    expect(text).toContain('Duga air Tiwu')
    expect(text).toMatch(/terlambat|diam|tidak terdengar/i)
    await page.close()
  },
)

suite('a pass that ran out is renewed without a hand, and the page stays as it is', async () => {
  const page = await stage.open(browser, '/wall?peta=mati')
  await atSeq(page, seqOf(stage))
  await page.evaluate(() => document.body.setAttribute('data-not-reloaded', 'yes'))
  await page.context().clearCookies()
  await stage.stop()
  await stage.start()
  await stage.tell(incident('puyung', 'Pohon tumbang di Puyung'))
  await atSeq(page, seqOf(stage))
  await expect.poll(() => linkOf(page)).toBe('live')
  expect(await page.locator('.pairing').count()).toBe(0)
  expect(await page.locator('body').getAttribute('data-not-reloaded')).toBe('yes')
  await page.close()
})

suite('a build of another fold says that it is being brought up to date, and for how long', async () => {
  const page = await browser.newPage()
  await page.route('**/assets/*.js', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.text()).replaceAll(foldVersion(), '000000000000')
    await route.fulfill({ response: answer, body })
  })
  await page.addInitScript((since) => sessionStorage.setItem('ruang-pantau.outdated', since), minutesAgo(3))
  await page.goto(`${stage.server.address}/wall?peta=mati`)
  const text = () => page.locator('main').textContent()
  await expect.poll(text).toMatch(/MEMPERBARUI.*3 menit/s)
  expect(await text()).toContain('Menunggu versi baru')
  await page.close()
})

suite('times are the site’s, whatever zone the viewer’s machine is set to', async () => {
  const page = await stage.open(browser, '/wall?peta=mati')
  await expect.poll(() => page.locator('main').textContent()).toContain('WITA')
  const shown = await page.locator('main').textContent()
  const site = new Intl.DateTimeFormat('id-ID', {
    timeZone: 'Asia/Makassar',
    hour: '2-digit',
    minute: '2-digit',
  })
  const minutes = [0, -60_000].map((shift) => site.format(Date.now() + shift).replace(':', '.'))
  expect(minutes.some((minute) => shown?.includes(minute))).toBe(true)
  await page.close()
})

suite(
  'a world that is not there is named as such, and no zone is claimed before the site is known',
  async () => {
    const page = await stage.open(browser, '/wall?peta=mati&world=nope')
    await page
      .getByText(/Gladi “nope” tidak ada di server ini/)
      .first()
      .waitFor()
    const shown = await page.locator('main').textContent()
    expect(shown).not.toContain('MENYAMBUNG')
    expect(shown).not.toMatch(/WI[BT]/)
    await page.close()
  },
)
