import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { noting } from '../../server/registers/noting.ts'
import { openRegisterFile, prepareTables } from '../../server/registers/register.ts'
import { registerKinds } from '../../server/registers/index.ts'
import { openRegisters } from '../../server/registers/registers.ts'
import { thread } from '../../server/registers/thread.ts'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { append, followed } from '../log/told.ts'
import { flood, running } from '../http/running.ts'
import { seed, stream } from '../shared/streams.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-register-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

const tables = ['cursor', 'subject', 'audit', 'ticket', 'ticket_step', 'ticket_setting', 'temp.words']

/** Every table of a register file as it stands, and every word that complaints are found by. */
function contents(file: string): unknown[][] {
  const db = new DatabaseSync(file)
  db.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, ticket_words, 'instance')")
  const all = tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all())
  db.close()
  return all
}

test('registers have what stood in the log before them and what comes, go on where they were, and start over for another log', async () => {
  const folder = newFolder()
  const file = join(folder, 'registers.db')
  let log = new SqliteLog(join(folder, 'log.db'))
  await append(log, 'a', 'b')
  let registers = await openRegisters(file, followed(log), {})
  expect(await registers.seqsOf('gauge')).toEqual([1, 2])
  await append(log, 'c')
  expect(await registers.seqsOf('gauge')).toEqual([1, 2, 3])
  await registers.close()
  await append(log, 'd')
  registers = await openRegisters(file, followed(log), {})
  expect(await registers.seqsOf('gauge')).toEqual([1, 2, 3, 4])
  await registers.close()
  await log.close()
  rmSync(join(folder, 'log.db'))
  log = new SqliteLog(join(folder, 'log.db'))
  await append(log, 'z')
  registers = await openRegisters(file, followed(log), {})
  expect(await registers.seqsOf('gauge')).toEqual([1])
  await registers.close()
  await log.close()
})

test('a thread writes the registers that are written in line, however the log is cut into groups', async () => {
  const folder = newFolder()
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
  for (const [run, [events, groups]] of fc
    .sample(fc.tuple(stream(), sizes), { seed, numRuns: 6 })
    .entries()) {
    const file = join(folder, `${run}.db`)
    const log = new SqliteLog(':memory:')
    write(file, log.epoch, events, groups)
    const registers = await openRegisters(`${file}.thread`, followed(log), {})
    for (const { seq: _, recorded, ...event } of events)
      await log.append(recorded, async () => [event as NewEvent])
    await Promise.all([registers.subjects(), registers.audit(), registers.tickets()])
    await registers.close()
    expect(contents(`${file}.thread`), `seed ${seed}`).toEqual(contents(file))
    await log.close()
  }
})

/** Has events noted in line, in groups of these sizes. */
function write(
  file: string,
  epoch: string,
  events: readonly RecordedEvent[],
  sizes: readonly number[],
): void {
  const db = openRegisterFile(file)
  for (const kind of registerKinds) prepareTables(db, kind, epoch)
  db.close()
  const obey = noting(() => undefined)
  const names = registerKinds.map(({ name }) => name)
  obey({ does: 'open', of: 1, file, first: {} })
  for (let from = 0, n = 0; from < events.length; n++) {
    const group = events.slice(from, from + sizes[n % sizes.length]!)
    from += group.length
    obey({ does: 'note', of: 1, names, text: JSON.stringify(group) })
  }
  obey({ does: 'close', of: 1 })
}

/** Takes a table away from a register, and gives it back; keeps the file from being written for a while. */
function sabotage(folder: string) {
  const db = new DatabaseSync(join(folder, 'registers.db'))
  return {
    takeAway: () => db.exec('ALTER TABLE audit RENAME TO audit_away'),
    hold: () => db.exec('BEGIN IMMEDIATE'),
    letGo: () => db.exec('COMMIT'),
    giveBack: () => {
      db.exec('ALTER TABLE audit_away RENAME TO audit')
      db.close()
    },
  }
}

test('a register that fails holds up nothing, is told of, is not read, and catches up with each event once', async () => {
  const lines: string[] = []
  const log = { write: (line: string) => void lines.push(line) }
  const { folder, get, key, tell } = await running({ LOG_LEVEL: 'info' }, { log })
  const [admin, operator] = [key('admin'), key('operator')]
  const health = async () => ((await (await get('/healthz')).json()) as { registers?: unknown[] }).registers
  const rows = async () => {
    const answer = await get('/api/audit?type=incident', admin)
    return [answer.status, ((await answer.json()) as { audit?: unknown[] }).audit?.length]
  }
  await tell(flood())
  expect([await rows(), await health()]).toEqual([[200, 1], undefined])
  const { takeAway, giveBack, hold, letGo } = sabotage(folder)
  takeAway()
  // While the thread waits for the file, each question hands it what was told before: two groups, the first of which fails.
  hold()
  expect((await tell(flood())).status).toBe(201)
  const first = rows()
  expect((await tell(flood({ subject: 'kedua' }))).status).toBe(201)
  const second = rows()
  letGo()
  expect([(await first)[0], (await second)[0], (await rows())[0]]).toEqual([503, 503, 503])
  expect(await health()).toEqual([{ name: 'audit', behind: 2, since: expect.any(String), reason: expect.stringContaining('audit') }]) // prettier-ignore
  expect(await (await get('/metrics')).text()).toMatch(
    /ruang_register_failing{world="real",register="audit"} 1[^]*/,
  )
  expect((await get('/api/journal?subject=kedua', operator)).status).toBe(200)
  giveBack()
  await expect.poll(rows).toEqual([200, 3])
  expect(await health()).toBeUndefined()
  const text = await (await get('/metrics')).text()
  expect(text).toContain('ruang_register_failing{world="real",register="audit"} 0')
  expect(text).toContain('ruang_register_behind{world="real",register="audit"} 0')
  const told = lines
    .filter((line) => line.includes('"register":"audit"'))
    .map((line) => /"msg":"(.*?)"/.exec(line)?.[1])
  expect(told).toEqual(['a register cannot go on: tried again', 'the register goes on'])
})

test('where the thread of the registers ends another one begins, and nothing is missing or double', async () => {
  const { get, key, tell } = await running()
  const admin = key('admin')
  for (let n = 0; n < 5; n++) {
    // What is no JSON is our own fault: the thread ends of it.
    thread.tell({ does: 'note', of: 0, names: [], text: '{' })
    await tell(flood())
  }
  await expect
    .poll(async () => {
      const answer = await get('/api/audit?type=incident', admin)
      return ((await answer.json()) as { audit?: { seq: number }[] }).audit?.map(({ seq }) => seq)
    })
    .toEqual([5, 4, 3, 2, 1])
})
