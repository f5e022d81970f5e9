import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { chapters } from '../../client/manual/index.ts'
import { running } from './running.ts'

const folder = join(import.meta.dirname, '..', '..', 'deploy', 'grafana')
const named = (text: string): string[] => [...new Set(text.match(/\bruang_\w+/g) ?? [])]

test.each(['dashboard.json', 'alerts.yml'])('%s asks only for figures that there are', async (file) => {
  const server = await running()
  const text = await (await server.server.metrics.load()).text()
  const there = new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
  const asked = named(readFileSync(join(folder, file), 'utf8'))
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.filter((name) => !there.has(name))).toEqual([])
})

test('every alert says what it saw, what to do, and which part of the manual says how', () => {
  const text = readFileSync(join(folder, 'alerts.yml'), 'utf8')
  const alerts = text.split(/^ +- alert: /m).slice(1)
  expect(alerts.length).toBeGreaterThan(15)
  const parts = chapters.flatMap((chapter) => chapter.parts.map(({ id }) => `/panduan#${id}`))
  for (const alert of alerts) {
    const said = (name: string) => alert.match(new RegExp(`^ +${name}: (.+)$`, 'm'))?.[1] ?? ''
    const [name = ''] = alert.split('\n')
    expect([name, said('expr') !== '', said('summary') !== '', said('action') !== '']).toEqual([
      ...[name, true, true, true],
    ])
    expect(parts).toContain(said('manual').replaceAll("'", ''))
  }
})

test('the dashboard can be imported: panels with ids and places of their own, each query with its letter', () => {
  const board = z
    .object({
      ...{ title: z.string(), uid: z.string(), schemaVersion: z.number() },
      templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
      panels: z.array(
        z.object({
          ...{ id: z.number(), type: z.enum(['row', 'stat', 'timeseries']), title: z.string().min(1) },
          gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
          targets: z.array(z.object({ expr: z.string().min(1), refId: z.string().length(1) })).optional(),
        }),
      ),
    })
    .parse(JSON.parse(readFileSync(join(folder, 'dashboard.json'), 'utf8')))
  const twice = (names: string[]) => names.filter((name, at) => names.indexOf(name) !== at)
  expect(twice(board.panels.map(({ id }) => String(id)))).toEqual([])
  const cells = board.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)}/${y + Math.floor(at / w)}`),
  )
  expect(twice(cells)).toEqual([])
  expect(board.panels.filter(({ type, targets = [] }) => type !== 'row' && targets.length === 0)).toEqual([])
})
