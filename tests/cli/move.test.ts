import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { move } from '../../server/cli/move.ts'
import { verify } from '../../server/cli/verify.ts'
import { readConfig } from '../../server/config.ts'
import { Locked, lock } from '../../server/lock.ts'
import { PostgresLog } from '../../server/log/postgres.ts'
import { takeOver } from '../../server/log/postgres-take-over.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { openLogFile } from '../../server/log/sqlite-file.ts'
import { emptyFolder, gauge, running } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { recordedAt, takenOut, tamperRow } from '../log/tamper.ts'
import { append, at } from '../log/told.ts'
import { startPostgres, type Postgres } from '../postgres.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

let databases = 0

async function database(): Promise<string> {
  const name = `target_${++databases}`
  await postgres.run(`CREATE DATABASE ${name}`)
  return postgres.url.replace(/\/postgres$/, `/${name}`)
}

/** Runs the command on a data folder; answers what it printed. */
async function run(folder: string, ...args: string[]): Promise<string[]> {
  const printed: string[] = []
  const code = await move({
    args,
    config: () => readConfig({ DATA_DIR: folder }),
    print: (line) => printed.push(line),
    warn: (line) => printed.push(line),
    signal: () => new AbortController().signal,
  })
  expect(code).toBe(0)
  return printed
}

async function open(url: string, world = 'real', archive?: string): Promise<PostgresLog> {
  const log = await PostgresLog.open(url, world, {}, archive)
  onTestFinished(() => log.close())
  return log
}

/** A data folder whose real log holds so many events. */
async function folderOf(events: number): Promise<{ folder: string; file: string; log: SqliteLog }> {
  const folder = emptyFolder()
  const file = join(folder, 'log.db')
  const log = new SqliteLog(file)
  for (let from = 0; from < events; from += 500)
    await append(log, ...Array.from({ length: Math.min(500, events - from) }, (_, id) => `${from + id}`))
  return { folder, file, log }
}

test('a moved log is the same log: every row and hash, archive files, the epoch, checkpoints, and its chain goes on', async () => {
  const { folder, file, log } = await folderOf(4_321)
  await log.archive({ kind: 'even', before: at(60), is: ({ id }) => Number(id) % 2 === 0 }, 1_000)
  await log.saveCheckpoint({
    seq: 7,
    recorded: '2026-03-28T10:00:00.000Z',
    fold: 'f',
    body: Buffer.from('x'),
  })
  const [head, events, checkpoint] = [await log.head(), await log.read(0, 5_000), await log.checkpoint('f')]
  await log.close()
  const url = await database()
  const printed = await run(folder, '--to', url)
  expect(printed[0]).toMatch(
    /^real: 4321 events moved, the chain is whole; the file is kept as .*log\.db\.moved$/,
  )
  expect([existsSync(file), existsSync(`${file}.moved`)]).toEqual([false, true])
  const moved = await open(url, 'real', join(folder, 'archive'))
  expect(moved.epoch).toBe(log.epoch)
  expect(await moved.head()).toEqual({ ...head })
  expect(await moved.read(0, 5_000)).toEqual(events)
  expect((await moved.checkpoint('f'))?.body.toString()).toBe(Buffer.from(checkpoint?.body ?? []).toString())
  expect((await append(moved, 'next')).map(({ seq }) => seq)).toEqual([4_322])
  expect(await moved.verify()).toEqual({ rows: 4_322 })
})

test('a move that was killed before it put the file aside is ended by the next one', async () => {
  const { folder, file, log } = await folderOf(3)
  await log.close()
  const url = await database()
  await run(folder, '--to', url)
  await append(await open(url), 'since')
  renameSync(`${file}.moved`, file)
  expect((await run(folder, '--to', url))[0]).toMatch(/^real: 4 events moved, .*log\.db\.moved$/)
  expect([existsSync(file), existsSync(`${file}.moved`)]).toEqual([false, true])
  // Who forgets the address from now on is not given an empty room.
  await expect(running({}, {}, folder)).rejects.toThrow(/^DATABASE_URL: the log of .* was moved/)
  expect(existsSync(file)).toBe(false)
})

test('a screen goes on where it was, from the SQLite log to the moved one', async () => {
  const folder = emptyFolder()
  const before = await running({}, {}, folder)
  const key = before.key('display')
  const screen = await new Screen(before.address, { key }).seq(0)
  await before.tell(gauge())
  await screen.seq(1)
  const { position } = screen
  await before.server.close()
  const DATABASE_URL = await database()
  await run(folder, '--to', DATABASE_URL)
  const after = await running({ DATABASE_URL }, {}, folder)
  const back = new Screen(after.address, { key, ...(position && { position }) })
  await after.tell(gauge())
  await back.seq(2)
  expect(back.names()).not.toContain('snapshot')
})

test('`ruang verify` reads the moved log, and finds a bad row in it', async () => {
  const { folder, log } = await folderOf(3)
  await log.close()
  const url = await database()
  await run(folder, '--to', url)
  const verified = async (...args: string[]) => {
    const said: string[] = []
    const take = (line: string) => void said.push(line)
    const config = () => readConfig({ DATA_DIR: folder, DATABASE_URL: url })
    const code = await verify({ args, config, print: take, warn: take, signal: () => AbortSignal.abort() })
    return [code, ...said]
  }
  expect(await verified()).toEqual([0, 'real: 3 events, the chain is whole'])
  await expect(verified('--world', 'gladi')).rejects.toThrow(/no log of the world gladi in the database/)
  const client = new pg.Client(url)
  await client.connect()
  await client.query('UPDATE world_real.event SET id = $$z$$ WHERE seq = 2').finally(() => client.end())
  expect(await verified()).toEqual([1, '2', expect.stringMatching(/first bad seq 2/)])
})

test('exercises come along, each as a world of its own', async () => {
  const { folder, log } = await folderOf(2)
  await log.close()
  mkdirSync(join(folder, 'worlds', 'gladi-1'), { recursive: true })
  const exercise = new SqliteLog(join(folder, 'worlds', 'gladi-1', 'log.db'))
  await append(exercise, 'a', 'b', 'c')
  await exercise.close()
  const url = await database()
  expect(await run(folder, '--to', url)).toHaveLength(3)
  expect((await (await open(url, 'gladi-1')).head()).seq).toBe(3)
  expect((await (await open(url)).head()).seq).toBe(2)
})

test('a target that holds events, a broken chain, and a folder in use are refused, and nothing is moved', async () => {
  const { folder, file, log } = await folderOf(3)
  await log.close()
  const full = await database()
  await append(await open(full), 'other')
  await expect(run(folder, '--to', full)).rejects.toThrow(/the world real holds 1 events there/)
  expect((await (await open(full)).head()).seq).toBe(1)
  const url = await database()
  const held = lock(folder)
  await expect(run(folder, '--to', url)).rejects.toThrow(Locked)
  held.release()
  tamperRow(file, 2, recordedAt('2026-03-30T02:00:01.000Z'))
  await expect(run(folder, '--to', url)).rejects.toThrow(/first bad seq 2/)
  expect((await (await open(url)).head()).seq).toBe(0)
  expect(existsSync(file)).toBe(true)
})

test('a file that lacks its newest row is not taken over', async () => {
  const { folder, file, log } = await folderOf(3)
  await log.close()
  tamperRow(file, 3, takenOut)
  const url = await database()
  await expect(run(folder, '--to', url)).rejects.toThrow(/first bad seq 3/)
  const broken = openLogFile(file)
  onTestFinished(() => broken.close())
  await expect(takeOver(url, 'real', broken, '')).rejects.toThrow(
    /the copy of the world real does not verify/,
  )
  expect((await (await open(url)).head()).seq).toBe(0)
  expect(existsSync(file)).toBe(true)
})

test('an address that is none, and a database that is not there, are told in one line', async () => {
  const { folder, log } = await folderOf(1)
  await log.close()
  for (const args of [[], ['--to', 'mysql://x/y'], ['--to', 'postgres://u:p#q@h/n']])
    await expect(run(folder, ...args)).rejects.toThrow(/--to must be the address/)
  const gone = postgres.url.replace(/\/postgres$/, '/tidak-ada')
  await expect(run(folder, '--to', gone)).rejects.toThrow(/^not moved: there is no such database: /)
})
