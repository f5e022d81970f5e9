import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { RecordAnswer } from './intake.ts'

export type Give = (value: number, labels?: Record<string, string>) => void

/** Something that stands, looked at when Prometheus asks. */
export interface Figure {
  name: string
  help: string
  /** A counter is kept elsewhere and only told here. */
  kind?: 'gauge' | 'counter'
  labels?: string[]
  read: (give: Give) => void | Promise<void>
}

/** From half a millisecond to ten seconds. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const groups = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000]

/** The counters themselves, and what stands beside them, as Prometheus reads it. */
export class Counted {
  readonly #registry = new Registry()
  readonly #events: Counter<'outcome'>
  readonly #refused: Counter<'route' | 'status'>
  readonly #feeds: Counter<'feed'>
  readonly #requests: Histogram<'route' | 'status'>
  readonly #commits: Histogram
  readonly #groups: Histogram
  readonly #ticks: Histogram

  constructor(figures: readonly Figure[]) {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry, prefix: 'ruang_' })
    const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
      new Counter({ name, help, labelNames, registers })
    const seconds = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
      new Histogram({ name, help, labelNames, buckets, registers })
    this.#events = counter('ruang_events_total', 'Statements told, by what became of them', ['outcome'])
    this.#refused = counter(
      'ruang_requests_refused_total',
      'Requests that were refused, by route and status; route none: what could not be read as a request',
      ['route', 'status'],
    )
    this.#feeds = counter('ruang_feed_failures_total', 'Rounds of a feed that failed', ['feed'])
    this.#requests = seconds('ruang_request_seconds', 'Requests answered, by route and kind of status', [
      'route',
      'status',
    ])
    this.#commits = seconds('ruang_commit_seconds', 'A group of statements, from decided to durable')
    const help = 'Events that one commit carried'
    this.#groups = new Histogram({ name: 'ruang_commit_events', help, buckets: groups, registers })
    this.#ticks = seconds(
      'ruang_tick_wait_seconds',
      'From folded in to written to the sockets of an audience',
    )
    for (const { name, help, kind = 'gauge', labels = [], read } of figures) {
      const made: Gauge | Counter =
        kind === 'gauge'
          ? new Gauge({ name, help, labelNames: labels, registers, collect: () => collect() })
          : new Counter({ name, help, labelNames: labels, registers, collect: () => collect() })
      const collect = async () => {
        made.reset()
        // What nobody knows is absent: a reset figure without labels would say 0.
        if (labels.length === 0) made.remove()
        await read((value, of = {}) => made.inc(of, value))
      }
    }
  }

  told({ recorded, known, refused }: RecordAnswer): void {
    this.#events.inc({ outcome: 'recorded' }, recorded.length)
    this.#events.inc({ outcome: 'known' }, known.length)
    this.#events.inc({ outcome: 'refused' }, refused.length)
  }

  feedFailed(feed: string): void {
    this.#feeds.inc({ feed })
  }

  refused(route: string, status: number): void {
    this.#refused.inc({ route, status: String(status) })
  }

  answered(route: string, status: number, ms: number): void {
    this.#requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, ms / 1_000)
  }

  committed(ms: number, events: number): void {
    this.#commits.observe(ms / 1_000)
    this.#groups.observe(events)
  }

  ticked(ms: number): void {
    this.#ticks.observe(ms / 1_000)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
