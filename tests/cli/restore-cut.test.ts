import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Keys } from '../../server/access/keys.ts'
import { lock } from '../../server/lock.ts'
import { emptyFolder } from '../http/running.ts'
import { contents, ruang } from './command.ts'

const aside = 'before-restore-2026-11-22T00-00-00-000Z'
const written = (folder: string, files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** A data folder, and what a restore lays down in it before it exchanges the two. */
function begun(): { folder: string; old: string[]; restored: string[] } {
  const folder = emptyFolder()
  written(folder, { 'log.db': 'old', 'log.db-wal': 'old', 'outbox.db': 'old', 'secrets/vault': 'old' })
  const old = readdirSync(folder)
  const staged = join(folder, 'restore.part')
  written(staged, { 'log.db': 'new', 'secrets/vault': 'new', 'worlds/gladi/log.db': 'new' })
  return { folder, old, restored: readdirSync(staged) }
}

const next = (folder: string) => {
  lock(folder).release()
  return contents(folder)
}

test('a restore that is killed anywhere among its files is brought to its end by whoever takes the folder next', () => {
  const whole = {
    ...{ 'log.db': 'new', 'secrets/vault': 'new', 'worlds/gladi/log.db': 'new' },
    ...{ [`${aside}/log.db`]: 'old', [`${aside}/log.db-wal`]: 'old' },
    ...{ [`${aside}/outbox.db`]: 'old', [`${aside}/secrets/vault`]: 'old' },
  }
  const wanted = Object.fromEntries(
    Object.entries(whole).map(([name, text]) => [name, Buffer.from(text).toString('base64')]),
  )
  for (let cut = 0; cut <= 8; cut++) {
    const { folder, old, restored } = begun()
    writeFileSync(join(folder, 'restore.json'), JSON.stringify({ aside, old, restored }))
    const steps = [
      () => mkdirSync(join(folder, aside)),
      ...old.map((name) => () => renameSync(join(folder, name), join(folder, aside, name))),
      ...restored.map((name) => () => renameSync(join(folder, 'restore.part', name), join(folder, name))),
    ]
    expect(steps).toHaveLength(8)
    for (const step of steps.slice(0, cut)) step()
    expect(next(folder), `cut after ${cut} steps`).toEqual(wanted)
    expect([existsSync(join(folder, 'restore.json')), existsSync(join(folder, 'restore.part'))]).toEqual([
      false,
      false,
    ])
  }
})

test('one that was killed before it exchanged anything has changed nothing', () => {
  const { folder } = begun()
  const before = emptyFolder()
  cpSync(folder, before, { recursive: true })
  rmSync(join(before, 'restore.part'), { recursive: true })
  writeFileSync(join(folder, 'restore.json.new'), '{"asi')
  const { 'restore.json.new': _, ...after } = next(folder)
  expect(after).toEqual(contents(before))
})

test('a command that needs no lock ends it too: the key that it gives stays, beside those that were restored', async () => {
  const folder = emptyFolder()
  const keysOf = (place: string) => new Keys(join(place, 'access.db'))
  mkdirSync(join(folder, 'restore.part'))
  const restored = keysOf(join(folder, 'restore.part'))
  restored.create({ name: 'from the backup', role: 'feeder' })
  restored.close()
  written(folder, { [`${aside}/access.db`]: 'old' })
  writeFileSync(
    join(folder, 'restore.json'),
    JSON.stringify({ aside, old: ['access.db'], restored: readdirSync(join(folder, 'restore.part')) }),
  )
  expect(await ruang(folder, ['key', 'create', '--name', 'just now', '--role', 'feeder'])).toMatchObject({
    code: 0,
    err: '',
  })
  lock(folder).release()
  const there = keysOf(folder)
  expect(there.list().map(({ name }) => name)).toEqual(['from the backup', 'just now'])
  there.close()
})

test('while a restore holds the folder among its files, no command looks into it', async () => {
  const { folder, old, restored } = begun()
  const held = lock(folder)
  writeFileSync(join(folder, 'restore.json'), JSON.stringify({ aside, old, restored }))
  mkdirSync(join(folder, 'restore.part'))
  const { code, err } = await ruang(folder, ['key', 'create', '--name', 'just now', '--role', 'feeder'])
  expect([code, err]).toEqual([75, expect.stringContaining('in use')])
  expect(existsSync(join(folder, 'access.db'))).toBe(false)
  held.release()
})
