import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { until } from './told.ts'

let folder: string
let child: ChildProcess
const said: string[] = []
const numbers = (word: string) =>
  said.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.slice(word.length + 1)))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ruang-crash-'))
  said.length = 0
})
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) await kill()
  rmSync(folder, { recursive: true })
})

/** Starts the writer on the folder's log; `before` is shell that runs first. */
function write(before = '', more = ''): void {
  const writer = join(import.meta.dirname, 'writer.ts')
  const line = `${before} exec "$0" "$1" "$2" ${more}`
  child = spawn('/bin/sh', ['-c', line, process.execPath, writer, join(folder, 'log.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let rest = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    said.push(...lines)
  })
}

async function kill(): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

describe('a log whose process is killed', () => {
  test('still has every event that was acknowledged or shown, three times over', async () => {
    for (let round = 1; round <= 3; round++) {
      const before = numbers('acknowledged').length
      write()
      await until(() => numbers('acknowledged').length >= before + 30)
      await kill()
      const log = new SqliteLog(join(folder, 'log.db'))
      const { rows, bad } = await log.verify()
      await log.close()
      expect(bad).toBeUndefined()
      expect(rows).toBeGreaterThanOrEqual(Math.max(...numbers('acknowledged'), ...numbers('shown')))
      expect(rows % 3, 'half a group was written').toBe(0)
    }
    const acknowledged = numbers('acknowledged')
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
  }, 45_000)

  test('loses nothing while the thread writes back what it wrote, whenever that is cut off', async () => {
    for (let round = 1; round <= 4; round++) {
      const before = numbers('acknowledged').length
      write('', 'large')
      await until(() => numbers('acknowledged').length >= before + 75)
      await new Promise((resume) => setTimeout(resume, Math.random() * 100))
      await kill()
      const log = new SqliteLog(join(folder, 'log.db'))
      const { rows, bad, reason } = await log.verify()
      await log.close()
      expect([bad, reason]).toEqual([undefined, undefined])
      expect(rows).toBeGreaterThanOrEqual(Math.max(...numbers('acknowledged'), ...numbers('shown')))
    }
  }, 45_000)

  test('loses nothing while its rows are moved to files, wherever that is cut off', async () => {
    for (let round = 1; round <= 6; round++) {
      const before = numbers('acknowledged').length
      write('', 'archive')
      await until(() => numbers('acknowledged').length >= before + 30 && numbers('moved').length >= round)
      await new Promise((resume) => setTimeout(resume, Math.random() * 60))
      await kill()
      const log = new SqliteLog(join(folder, 'log.db'))
      const { rows, bad, reason } = await log.verify()
      const read = await log.read(0, 1_000_000)
      await log.close()
      expect([bad, reason]).toEqual([undefined, undefined])
      expect(rows).toBeGreaterThanOrEqual(Math.max(...numbers('acknowledged'), ...numbers('shown')))
      expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: rows }, (_, index) => index + 1))
    }
    expect(readdirSync(join(folder, 'archive')).length).toBeGreaterThanOrEqual(6)
  }, 45_000)
})

function limit(what: string): void {
  expect(spawnSync('prlimit', [`--pid=${child.pid}`, what]).status).toBe(0)
}

const canRaise = spawnSync('prlimit', ['--version']).status === 0

describe('a follower that throws', () => {
  test('neither keeps the others from hearing nor the event from being kept, and ends the process', async () => {
    write('', 'faulty 2>/dev/null')
    const [code] = (await once(child, 'close')) as [number]
    expect(code).toBe(1)
    expect(numbers('shown')).toEqual([1, 2, 3])
    const log = new SqliteLog(join(folder, 'log.db'))
    expect(await log.verify()).toEqual({ rows: 3 })
    await log.close()
  })
})

describe('a log on a full disk', () => {
  test.skipIf(!canRaise)(
    'refuses, shows nothing of it, and goes on by itself once there is room (needs prlimit)',
    async () => {
      // A file may not grow beyond 800 blocks of 512 bytes: to the writer the disk is full, until the limit is lifted.
      write('ulimit -S -f 800;')
      await until(() => numbers('refused').length >= 5)
      const full = Math.max(...numbers('acknowledged'))
      expect(numbers('refused')).toContain(full)
      expect(Math.max(...numbers('shown'))).toBe(full)
      // Worse: for a while the file cannot even be opened again.
      limit('--nofile=5:')
      const refused = numbers('refused').length
      await until(() => numbers('refused').length >= refused + 5)
      limit('--fsize=unlimited')
      limit('--nofile=1024:')
      await until(() => numbers('acknowledged').length > full + 30)
      await kill()
      const shown = numbers('shown')
      expect(shown).toEqual(shown.map((_, index) => index + 1))
      const log = new SqliteLog(join(folder, 'log.db'))
      const { rows, bad } = await log.verify()
      await log.close()
      expect([bad, rows >= (shown.at(-1) ?? 0)]).toEqual([undefined, true])
    },
  )
})
