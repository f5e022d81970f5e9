import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { brotliDecompressSync } from 'node:zlib'
import { expect } from 'vitest'
import { createApp } from '../../server/http/app.ts'
import type { Running } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { marksIn } from './personal-marks.ts'

export const roles = ['feeder', 'display', 'executive', 'operator', 'agency:pu', 'admin'] as const
export type Keys = Record<(typeof roles)[number], string>
const reference = /v_[0-9a-f]{32}/

/** Everything that went out, by where it went out. */
export class Outgoing {
  readonly all: { where: string; text: string }[] = []

  add(where: string, text: string): void {
    this.all.push({ where, text })
  }

  async answer(where: string, asking: Promise<Response>): Promise<string> {
    const answer = await asking
    const text = JSON.stringify([...answer.headers]) + (await answer.text())
    this.add(`${where} ${answer.status}`, text)
    return text
  }

  get leaks(): string[] {
    return this.all.flatMap(({ where, text }) => marksIn(text).map((mark) => `${where}: ${mark}`))
  }
}

/** A screen whose every frame is kept as it came over the wire. */
export async function listening(server: Running, out: Outgoing, where: string, key: string): Promise<Screen> {
  const screen = new Screen(server.address, { key })
  screen.socket.io.engine.on('data', (frame: unknown) => out.add(where, String(frame)))
  return screen.seq(0)
}

/** Every route that answers a GET, as every role; but the quarantine of those who may read it, and the vault. */
export async function readAll(server: Running, out: Outgoing, keys: Keys, sha256: string): Promise<void> {
  const { log, present } = server.server.worlds.find()!
  const paths = createApp(server.server)
    .routes.filter(({ method, path }) => method === 'GET' && path !== '/*')
    .map(({ path }) =>
      path
        .replace(/{.*?}(?=\/|$)/g, '')
        .replace(':sha256', sha256)
        .replace(/:\w+/g, 'x'),
    )
    .filter((path) => !path.startsWith('/api/vault/'))
  expect(paths.length).toBeGreaterThan(25)
  const at = encodeURIComponent(new Date().toISOString())
  const pages = Array.from({ length: Math.ceil(present.seq / 200) }, (_, page) => page * 200)
  const more = [
    `/api/situation?at=${at}`,
    ...pages.map((after) => `/api/events?after=${after}&limit=1000`),
    ...['wall', 'staff'].map(
      (name) => `/api/snapshot?epoch=${log.epoch}&seq=${present.seq}&audience=${name}`,
    ),
    '/api/audit?limit=1000',
    '/api/metrics',
  ]
  const asking = (path: string, key: string) =>
    fetch(server.address + path, { headers: { authorization: `Bearer ${key}` }, redirect: 'manual' })
  for (const role of roles)
    for (const path of new Set([...paths, ...more])) {
      if (path === '/api/quarantine' && ['operator', 'admin'].includes(role)) continue
      const text = await out.answer(`GET ${path} as ${role}`, asking(path, keys[role]))
      if (role === 'display') expect([path, reference.exec(text)]).toEqual([path, null])
    }
}

/** The bytes of every file in the data folder but those of the quarantine; checkpoints as they were before compression. */
export function readFiles(server: Running, out: Outgoing): void {
  const files = readdirSync(server.folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile() && !one.name.startsWith('quarantine.db')))
    out.add(file.name, readFileSync(join(file.parentPath, file.name), 'latin1'))
  const db = new DatabaseSync(join(server.folder, 'log.db'), { readOnly: true })
  const rows = db.prepare('SELECT body FROM checkpoint').all()
  for (const { body } of rows) out.add('checkpoint', brotliDecompressSync(body as Uint8Array).toString())
  db.close()
  expect(rows.length).toBeGreaterThan(0)
}
