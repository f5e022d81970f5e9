import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { atSeq, incident, now, seqOf, type Stage } from './stage.ts'
import { onStage, suite } from './opening.ts'

let browser: Browser
let stage: Stage

onStage((opened) => ({ browser, stage } = opened))

suite('an incident that stands on the wall changes there: name, level, who is on it', async () => {
  const page = await stage.open(browser, '/wall?peta=mati', { width: 1920, height: 1080 })
  await stage.tell(incident('kuta', 'Genangan di Kuta', 1))
  await atSeq(page, seqOf(stage))
  const row = page.locator('main article').first()
  expect(await row.textContent()).toContain('Genangan di Kuta')
  expect(await row.textContent()).toContain('belum ditugaskan')
  const before = await row.innerHTML()

  const about = { source: '/test', subject: 'kuta', time: now() }
  await stage.tell({
    ...about,
    id: 'v',
    type: 'incident.verified',
    data: { level: 3, title: 'Banjir bandang di Kuta' },
  })
  await atSeq(page, seqOf(stage))
  expect(await row.textContent()).toContain('Banjir bandang di Kuta')
  const mark = (html: string) => /<svg[\s\S]*?<\/svg>/.exec(html)?.[0]
  expect(mark(await row.innerHTML())).not.toBe(mark(before))

  const task = { incident: 'kuta', agency: 'BPBD', title: 'Evakuasi' }
  await stage.tell({ ...about, id: 't', type: 'task.assigned', subject: 'task-1', data: task })
  await atSeq(page, seqOf(stage))
  expect(await row.textContent()).toContain('BPBD')
  expect(await row.textContent()).not.toContain('belum ditugaskan')
  await page.close()
})

/** In a page: how its buttons take a touch as soon as an act was done. */
const untouchable = () =>
  new Promise<string>((done) => {
    const seen = () => done(getComputedStyle(document.querySelector('main button')!).pointerEvents)
    new MutationObserver(seen).observe(document.documentElement, { attributeFilter: ['data-settling'] })
  })

suite('on a phone a task is taken up where it stands, and a second tap does nothing to another', async () => {
  const about = { source: '/test', time: now(), type: 'task.assigned' }
  for (const [id, title, due] of [
    ['a', 'Kirim pompa', '2030-01-01T00:00:00Z'],
    ['b', 'Buka jalan', '2030-01-02T00:00:00Z'],
  ])
    await stage.tell({
      ...about,
      id: `given-${id}`,
      subject: `desk-${id}`,
      data: { incident: 'kuta', agency: 'PUPR', title, due },
    })
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  await page.goto(`${stage.server.address}/desk?peta=mati`)
  await page.getByRole('button', { name: /^Tugas \d/ }).tap()
  const tasks = page.getByRole('region', { name: /^Tugas \d/ })
  const titles = () => tasks.getByText(/^(Kirim pompa|Buka jalan)$/).allTextContents()
  const settling = page.evaluate(untouchable)
  await tasks.getByRole('button', { name: 'Terima' }).first().tap()
  expect(await settling).toBe('none')
  await tasks.getByRole('button', { name: 'Kerjakan' }).tap()
  expect(await titles()).toEqual(['Kirim pompa', 'Buka jalan'])
  await tasks.getByRole('button', { name: 'Selesai' }).first().tap()
  await expect.poll(titles).toEqual(['Buka jalan'])

  // What was opened is closed again, and one is back at its row.
  await page.getByRole('button', { name: /^Kejadian/ }).tap()
  await page.locator('[data-incident=kuta]').tap()
  await page.getByRole('article').getByRole('button', { name: 'Tutup' }).tap()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-incident'))).toBe('kuta')
  await context.close()
})
