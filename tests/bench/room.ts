import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Joining, Seen } from './children/screens.ts'
import type { Posted, Posting } from './children/posts.ts'
import { start, type Child } from './child.ts'

/** A server in a process of its own, on a data folder that goes with it. */
export interface Served {
  child: Child
  address: string
  feeder: string
  /** Keys of several feeders: one alone is slowed down past what a program has to say. */
  feeders: string[]
  display: string
  admin: string
  startMs: number
}

const folders = new Set<string>()
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-bench-'))
  folders.add(folder)
  return folder
}

export function dropFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

const profiled = process.env.BENCH_PROFILE
/** As `npm start` begins. */
const kept = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/compiled') }

/** Starts the product; `options` go to its process. */
export async function product(folder = newFolder(), ...options: string[]): Promise<Served> {
  const env = { ...kept, ...(profiled && { BENCH_NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiled}` }) }
  const child = start('bench/children/product.ts', [folder, ...options], env)
  return { child, ...(await child.ask<Omit<Served, 'child'>>('ready')) }
}

/** Starts the product as one node of several, on a PostgreSQL, behind a proxy on this machine. */
export async function node(folder: string, databaseUrl: string): Promise<Served> {
  const env = { DATABASE_URL: databaseUrl, TRUSTED_PROXIES: '127.0.0.1' }
  const child = start('bench/children/product.ts', [folder], env)
  return { child, ...(await child.ask<Omit<Served, 'child'>>('ready')) }
}

/** Starts the straightforward server. */
export async function plain(folder = newFolder()): Promise<Served> {
  const child = start('bench/children/plain.ts', [join(folder, 'plain.db')])
  return { child, ...(await child.ask<Omit<Served, 'child'>>('ready')) }
}

/** Ends the product in order, so that a profile is written; the others at once. */
export async function stop(...served: Served[]): Promise<void> {
  for (const { child } of served) {
    if (profiled) await Promise.race([child.ask('quit').catch(() => undefined), later(5_000)])
    await child.kill()
  }
}

export const later = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms))

/** Screens in two processes, so that receiving never limits what is sent. */
export class Screens {
  readonly #children: Child[]
  constructor(processes = 2) {
    this.#children = Array.from({ length: processes }, () => start('bench/children/screens.ts'))
  }

  /** Connects `count` screens; throws when not all are let in. */
  async join({ count, ...how }: Joining): Promise<void> {
    const each = count / this.#children.length
    const joined = await this.#all<number>('join', { count: each, ...how } satisfies Joining)
    const all = joined.reduce((sum, one) => sum + one, 0)
    if (all !== count) throw new Error(`${all} of ${count} screens were let in`)
  }

  async seen(): Promise<Seen> {
    const parts = await this.#all<Seen>('seen')
    const sum = (name: Exclude<keyof Seen, 'least'>) => parts.reduce((total, part) => total + part[name], 0)
    return {
      screens: sum('screens'),
      least: Math.min(...parts.map(({ least }) => least ?? Infinity)),
      deliveries: sum('deliveries'),
      frames: sum('frames'),
      bytes: sum('bytes'),
      gaps: sum('gaps'),
      ended: sum('ended'),
    }
  }

  reset = (from?: number) => this.#all('reset', from)
  look = (bytes: number) => this.#all('look', bytes)
  deaf = () => this.#all('deaf')
  leave = () => this.#all('leave')

  /** The milliseconds within which `share` of all deliveries came. */
  async late(share: number): Promise<number> {
    const parts = await this.#all<number[]>('late')
    const counts = parts[0]!.map((_, ms) => parts.reduce((sum, part) => sum + part[ms]!, 0))
    const all = counts.reduce((sum, count) => sum + count, 0)
    let before = 0
    return counts.findIndex((count) => (before += count) >= all * share)
  }

  /** Waits until every screen has `seq`; answers how long that took, ms. */
  async reach(seq: number, patienceMs = 60_000): Promise<number> {
    const begun = performance.now()
    while ((await this.seen()).least < seq) {
      if (performance.now() - begun > patienceMs) throw new Error(`screens did not reach ${seq}`)
      await later(5)
    }
    return performance.now() - begun
  }

  async kill(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill()))
  }

  #all<T>(name: string, argument?: unknown): Promise<T[]> {
    return Promise.all(this.#children.map((child) => child.ask<T>(name, argument)))
  }
}

/** Posts from a process of its own. */
export async function posts(child: Child, posting: Posting): Promise<Posted> {
  return child.ask<Posted>('post', posting)
}

/** One request of many events. */
export async function tell({ address, feeder }: Served, events: string[]): Promise<void> {
  const answer = await fetch(`${address}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${feeder}`, 'content-type': 'application/cloudevents-batch+json' },
    body: `[${events.join(',')}]`,
  })
  const text = await answer.text()
  if (answer.status !== 201) throw new Error(`posting was answered ${answer.status}: ${text.slice(0, 300)}`)
}

let numbered = 0
const run = Date.now().toString(36)

/** Tells `count` events, 100 at a time. */
export async function fill(server: Served, texts: string[], count: number): Promise<void> {
  for (let at = 0; at < count; at += 100) await tell(server, fresh(texts, Math.min(100, count - at)))
}

/** `count` events from templates, each with a number of its own. */
export function fresh(texts: string[], count: number): string[] {
  return Array.from({ length: count }, () =>
    texts[numbered % texts.length]!.replaceAll('#', `${run}-${++numbered}`),
  )
}
