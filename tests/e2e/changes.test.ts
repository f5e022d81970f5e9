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
