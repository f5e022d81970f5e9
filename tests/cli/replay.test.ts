import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { emptyFolder, flood, gauge, running } from '../http/running.ts'
import { bare } from '../process/bare.ts'
import { clearLine, ruang } from './command.ts'

function fileOf(text: string): string {
  const file = join(emptyFolder(), 'told.jsonl')
  writeFileSync(file, text)
  return file
}

const lines = (values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n')
const second = (at: number) => new Date(Date.UTC(2018, 7, 5, 11, 46, at)).toISOString()

interface World {
  name: string
  kind: string
  clock: { now: number; rate: number }
}

test('told to a running server, events arrive as facts, once; its key is taken back', async () => {
  const { folder, get, key } = await running()
  const events = [
    flood({ id: 'a' }),
    flood({ id: 'b' }),
    { ...flood(), id: 'c', type: 'task.completed', subject: 't-9', data: {} },
  ]
  const file = fileOf(lines(events))
  expect(await ruang(folder, ['replay', file])).toEqual({
    code: 0,
    out: 'real: 3 recorded, 0 known, 0 refused\n',
    err: '',
  })
  expect((await ruang(folder, ['replay', file])).out).toBe('real: 0 recorded, 3 known, 0 refused\n')
  const { events: told } = (await (await get('/api/events', key('admin'))).json()) as {
    events: { id: string }[]
  }
  expect(told.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect((await ruang(folder, ['key', 'list'])).out).not.toContain('replay')
})

test('without a server they are recorded through the hub; the folder is free again afterwards', async () => {
  const folder = emptyFolder()
  const file = fileOf(
    JSON.stringify([flood({ id: 'a' }), { at: second(0), event: flood({ id: 'b' }) }], null, 2),
  )
  expect((await ruang(folder, ['replay', file])).out).toBe('real: 2 recorded, 0 known, 0 refused\n')
  const { get, key } = await running({}, {}, folder)
  const { events: told } = (await (await get('/api/events', key('operator'))).json()) as {
    events: { id: string }[]
  }
  expect(told.map(({ id }) => id)).toEqual(['a', 'b'])
})

test.each(['with a server', 'without a server'])(
  'a world that is not there is started as an exercise at the first event’s time, %s',
  async (how) => {
    const folder = emptyFolder()
    const server = how === 'with a server' ? await running({}, {}, folder) : undefined
    const file = fileOf(lines([0, 20, 40].map((at) => gauge({ time: second(at) }))))
    const wrong = await ruang(folder, ['replay', file, '--world', '../gladi'])
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringMatching(/^ruang: --world must be .+\n$/)])
    const from = performance.now()
    const { code, out } = await ruang(folder, ['replay', file, '--world', 'gladi', '--speed', '40'])
    expect({ code, out }).toEqual({ code: 0, out: 'gladi: 3 recorded, 0 known, 0 refused\n' })
    expect(performance.now() - from).toBeGreaterThan(1_000)
    const { get, key } = server ?? (await running({}, {}, folder))
    const { worlds } = (await (await get('/api/worlds', key('operator'))).json()) as { worlds: World[] }
    const gladi = worlds.find(({ name }) => name === 'gladi')
    expect(gladi).toMatchObject({ kind: 'exercise', clock: { rate: 40 } })
    const { events } = (await (await get('/api/events?world=gladi', key('operator'))).json()) as {
      events: { recorded: string }[]
    }
    for (const [index, { recorded }] of events.entries()) {
      const late = Date.parse(recorded) - Date.parse(second(20 * index))
      // Never before its moment, and not later than a second of ours.
      expect(late).toBeGreaterThanOrEqual(0)
      expect(late).toBeLessThan(40_000)
    }
  },
)

test('what is refused is told line by line, the rest is recorded: exit code 1', async () => {
  const { folder } = await running()
  const file = fileOf(
    lines([flood(), flood({ id: 'x' }, { level: 9 }), flood({ id: 'y', type: 'flood.seen' })]),
  )
  const { code, out, err } = await ruang(folder, ['replay', file])
  expect({ code, out }).toEqual({ code: 1, out: 'real: 1 recorded, 0 known, 2 refused\n' })
  expect(err.split('\n')).toEqual([
    expect.stringMatching(/^x was refused: data\.level: /),
    expect.stringMatching(/^y was refused: /),
    '',
  ])
})

test.each([
  ['a broken line', '{"a":1}\n{"b":', /line 2 is not JSON/],
  ['a line that is no object', '{"a":1}\n3', /line 2 is no event/],
  ['nothing', '\n\n', /holds no events/],
])('a file with %s is refused before anything is told', async (_what, text, wanted) => {
  const { folder, get, key } = await running()
  const { code, err } = await ruang(folder, ['replay', fileOf(text)])
  expect(code).toBe(1)
  expect(err).toMatch(clearLine)
  expect(err).toMatch(wanted)
  expect(await (await get('/api/events', key('operator'))).json()).toMatchObject({ head: 0 })
})

test('stopped by Ctrl-C it says how far it came and leaves no key behind', async () => {
  const { folder, server } = await running()
  const file = fileOf(lines([flood({ time: second(0) }), flood({ time: second(59) })]))
  const script = join(import.meta.dirname, '..', '..', 'server', 'cli', 'ruang.ts')
  const child = spawn(process.execPath, [script, 'replay', file, '--speed', '1'], {
    env: { ...bare, DATA_DIR: folder },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  while (server.worlds.find()?.present.seq !== 1) await wait(20)
  child.kill('SIGINT')
  const code = await new Promise((done) => child.once('close', done))
  expect({ code, out }).toEqual({ code: 1, out: 'real: 1 recorded, 0 known, 0 refused\n' })
  expect((await ruang(folder, ['key', 'list'])).out).not.toContain('replay')
})
