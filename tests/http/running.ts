import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Role } from '../../server/access/caller.ts'
import { Keys } from '../../server/access/keys.ts'
import { readConfig } from '../../server/config.ts'
import type { Parts } from '../../server/parts.ts'
import type { Options } from '../../server/options.ts'
import { startServer } from '../../server/server.ts'

/** A running server on a port of its own and an empty folder, with what tests ask of it. */
export interface Running {
  server: Parts
  address: string
  folder: string
  key: (role: Role, more?: { sources?: string[]; expires?: string }) => string
  /** Takes a key back, as `ruang key revoke` does. */
  revoke: (key: string) => void
  get: (path: string, key?: string, headers?: Record<string, string>) => Promise<Response>
  post: (path: string, body: unknown, key?: string, headers?: Record<string, string>) => Promise<Response>
  /** Posts one event as an operator unless another key is given; answers its status and what was said. */
  tell: (event: unknown, key?: string) => Promise<{ status: number; body: Answer }>
}

/** Everything that answers of POST /api/events may hold. */
export interface Answer {
  recorded: { id: string; seq: number }[]
  known: { id: string; seq: number }[]
  refused: { id: string; problem: Answer }[]
  status: number
  title: string
  detail: string
  type: string
  errors: { field: string; detail: string }[]
}

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** An empty folder with the secrets of a node, for another one on the same database. */
export function fellowOf({ folder }: Pick<Running, 'folder'>): string {
  const other = emptyFolder()
  cpSync(join(folder, 'secrets'), join(other, 'secrets'), { recursive: true })
  return other
}

/** A password for the time of a test. */
export const passwords = { memory: 8, passes: 1 }

/** Starts a server for the test that calls it, and stops it afterwards. */
export async function running(
  env: Record<string, string> = {},
  options: Options = {},
  folder = emptyFolder(),
): Promise<Running> {
  const config = readConfig({ PORT: '0', DATA_DIR: folder, FEEDS: 'off', LOG_LEVEL: 'silent', ...env })
  const pages = pagesIn(folder)
  const server = await startServer(config, {
    pages,
    pageRole: 'display',
    schedule: false,
    passwords,
    ...options,
  })
  onTestFinished(server.close)
  const keys = new Keys(join(folder, 'access.db'))
  onTestFinished(() => keys.close())
  const key: Running['key'] = (role, more = {}) => keys.create({ name: 'uji', role, ...more })
  const revoke = (given: string) => void keys.revoke(keys.find(given)?.ref ?? '')
  const operator = key('operator')
  const { address } = server
  const authorization = (given?: string) => (given ? { authorization: `Bearer ${given}` } : undefined)
  const post: Running['post'] = (path, body, given, headers = {}) =>
    fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(given), ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const tell: Running['tell'] = async (event, given = operator) => {
    const answer = await post('/api/events', event, given)
    return { status: answer.status, body: (await answer.json()) as Answer }
  }
  const get: Running['get'] = (path, given, headers = {}) =>
    fetch(address + path, { headers: { ...authorization(given), ...headers } })
  return { server, address, folder, key, revoke, get, post, tell }
}

/** A page where the built ones would lie. */
function pagesIn(folder: string): string {
  const pages = join(folder, 'pages')
  mkdirSync(pages, { recursive: true })
  for (const name of ['index.html', 'report.html'])
    writeFileSync(join(pages, name), '<!doctype html><title>Ruang Pantau</title>')
  return pages
}

let number = 0

/** A flood that somebody reports; its id is new every time. */
export function flood(more: Record<string, unknown> = {}, data: Record<string, unknown> = {}) {
  return {
    specversion: '1.0',
    id: `lapor-${++number}-${process.pid}`,
    source: '/bpbd/pusdalops',
    type: 'incident.reported',
    time: '2026-11-20T08:00:00+08:00',
    data: {
      hazard: 'banjir',
      level: 1,
      title: 'Banjir di Desa Contoh',
      geometry: { type: 'Point', coordinates: [116.27, -8.7] },
      ...data,
    },
    ...more,
  }
}

/** A measurement that a feeder sends. */
export function gauge(more: Record<string, unknown> = {}, data: Record<string, unknown> = {}) {
  return {
    specversion: '1.0',
    id: `ukur-${++number}-${process.pid}`,
    source: '/sensor/uji',
    type: 'observation.made',
    data: {
      kind: 'water-level',
      title: 'Pos Contoh',
      value: number,
      unit: 'cm',
      geometry: { type: 'Point', coordinates: [116.27, -8.7] },
      ...data,
    },
    ...more,
  }
}
