import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { running } from './running.ts'

const folder = join(import.meta.dirname, '..', '..', 'deploy', 'grafana')
const named = (text: string): string[] => [...new Set(text.match(/\bruang_\w+/g) ?? [])]

test.each(['dashboard.json', 'alerts.yml'])('%s asks only for figures that there are', async (file) => {
  const server = await running()
  const text = await server.server.metrics.text()
  const there = new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)/gm)].flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  )
  const asked = named(readFileSync(join(folder, file), 'utf8'))
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.filter((name) => !there.has(name))).toEqual([])
})
