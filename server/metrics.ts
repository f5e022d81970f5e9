import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import type { RecordAnswer } from './intake.ts'
import { fleetFigures, type Fleet } from './fleet/figures.ts'
import type { Live } from './live.ts'
import type { Worlds } from './worlds.ts'

/** Figures for Prometheus about what comes in, what stands, and who listens. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #events: Counter<'outcome'>
  readonly #refused: Counter<'route' | 'status'>

  constructor(
    worlds: Worlds,
    live: () => Live,
    quarantined: () => number,
    refused: ReadonlyMap<string, number>,
    fleet: Fleet,
  ) {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry, prefix: 'ruang_' })
    this.#events = new Counter({
      name: 'ruang_events_total',
      help: 'Statements told, by what became of them',
      labelNames: ['outcome'],
      registers,
    })
    this.#refused = new Counter({
      name: 'ruang_requests_refused_total',
      help: 'Requests that were refused, by route and status; route none: what could not be read as a request',
      labelNames: ['route', 'status'],
      registers,
    })
    new Counter({
      name: 'ruang_refused_total',
      help: 'Who was refused, by the door',
      labelNames: ['door'],
      registers,
      collect() {
        this.reset()
        for (const [door, times] of refused) this.inc({ door }, times)
      },
    })
    const gauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => void) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect() {
          collect(this)
        },
      })
    for (const { name, help, labels, read } of fleetFigures) {
      gauge(name, help, ['screen', 'name', ...labels], (g) => {
        g.reset()
        for (const one of fleet()) read(one, (value, more) => g.set({ ...one.labels, ...more }, value))
      })
    }
    gauge('ruang_log_seq', 'Newest seq', ['world'], (g) => {
      for (const { info, present } of worlds.all()) g.set({ world: info.name }, present.seq)
    })
    gauge('ruang_sockets', 'Connected screens', [], (g) => g.set(live().io.engine.clientsCount))
    gauge('ruang_sockets_dropped', 'Screens cut off because they did not read', [], (g) =>
      g.set(live().dropped),
    )
    gauge('ruang_quarantined', 'Statements in quarantine', [], (g) => g.set(quarantined()))
    gauge('ruang_open_items', 'Open items', ['world', 'kind'], (g) => {
      for (const { info, present } of worlds.all()) {
        for (const kind of ['incident', 'task', 'ticket', 'warning', 'alarm'] as const) {
          g.set({ world: info.name, kind }, present.situations.staff[kind].size)
        }
      }
    })
  }

  /** Counts what became of the statements of a request. */
  told({ recorded, known, refused }: RecordAnswer): void {
    this.#events.inc({ outcome: 'recorded' }, recorded.length)
    this.#events.inc({ outcome: 'known' }, known.length)
    this.#events.inc({ outcome: 'refused' }, refused.length)
  }

  /** Counts a request that was answered with a refusal. */
  refused(route: string, status: number): void {
    this.#refused.inc({ route, status: String(status) })
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
