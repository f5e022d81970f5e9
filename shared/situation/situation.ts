import type { Sla } from '../sla.ts'
import type { Calendar } from '../working-days.ts'
import { kinds, type Items, type Kind } from './items.ts'
import { obeySettings } from './obey.ts'

/** What an event touched. */
export interface Touch {
  kind: Kind
  id: string
}

/** Views that the fold keeps so that tiles need not search; derived from the items, never sent. */
export interface Indexes {
  /** How many tickets are open, by agency; '' has those that were given to none. */
  ticketsByAgency: Map<string, number>
  /** Open, not held tickets by the UTC hour of their deadline. */
  ticketsByDueHour: Map<number, Set<string>>
  incidentsByLevel: [Set<string>, Set<string>, Set<string>, Set<string>]
  tasksByIncident: Map<string, Set<string>>
  /** How many tasks are open, by agency. */
  tasksByAgency: Map<string, number>
  /** Earthquakes by the UTC minute of their origin. */
  quakesByMinute: Map<number, Set<string>>
  observationsByKind: Map<string, Set<string>>
  /** The warning that a statement's name belongs to. */
  warningByName: Map<string, string>
  /** The place of the newest of the latest events, its id as a number; -1 before the first. */
  latestPlace: number
  calendar: Calendar
  /** The counter of the local day of the newest event, and the UTC moments between which it counts. */
  today: { id: string; from: string; until: string } | undefined
  /** Working days until a ticket is due. */
  sla: Sla
}

/** One map of items per kind, in the order in which they came. */
export type ItemMaps = { [K in Kind]: Map<string, Items[K]> }

/** The events folded into the present. */
export type Situation = ItemMaps & {
  /** The last event folded in. */
  seq: number
  /** The moment of recording of that event, UTC; empty before the first. */
  recorded: string
  index: Indexes
  /** Items whose hash the digest has yet to bring up to date. */
  dirty: { [K in Kind]: Set<string> }
  hashes: { [K in Kind]: Map<string, [number, number]> }
  /** The sums of all items' hashes, two times 32 bits. */
  sums: [number, number]
}

/** A situation as JSON: the items of each kind in order. */
export type SituationJson = { [K in Kind]: Items[K][] } & { seq: number; recorded: string }

function perKind<T>(make: () => T): Record<Kind, T> {
  return Object.fromEntries(kinds.map((kind) => [kind, make()])) as Record<Kind, T>
}

/** A situation in which nothing has happened yet; `first` are the settings of the region pack. */
export function createSituation(first: Record<string, unknown> = {}): Situation {
  const maps = perKind(() => new Map()) as unknown as ItemMaps
  const situation: Situation = {
    ...maps,
    seq: 0,
    recorded: '',
    index: {
      ticketsByAgency: new Map(),
      ticketsByDueHour: new Map(),
      incidentsByLevel: [new Set(), new Set(), new Set(), new Set()],
      tasksByIncident: new Map(),
      tasksByAgency: new Map(),
      quakesByMinute: new Map(),
      observationsByKind: new Map(),
      warningByName: new Map(),
      latestPlace: -1,
      calendar: { offsetHours: 8, holidays: new Set() },
      today: undefined,
      sla: new Map(),
    },
    dirty: perKind(() => new Set<string>()),
    hashes: perKind(() => new Map<string, [number, number]>()),
    sums: [0, 0],
  }
  for (const [key, value] of Object.entries(first)) {
    situation.setting.set(key, { id: key, seq: 0, value })
    situation.dirty.setting.add(key)
  }
  obeySettings(situation)
  return situation
}

/** Notes that an item changed, for the digest and for whoever draws it. */
export function touch(situation: Situation, touched: Touch[], kind: Kind, id: string): void {
  situation.dirty[kind].add(id)
  touched.push({ kind, id })
}

/** Notes that an item left. What the digest never saw needs no mark: so the marks stay as few as the items. */
export function gone(situation: Situation, touched: Touch[], kind: Kind, id: string): void {
  // What bore no mark was settled, and is known to the digest: only of the others it has to be asked.
  if (situation.dirty[kind].has(id) && !situation.hashes[kind].has(id)) situation.dirty[kind].delete(id)
  else situation.dirty[kind].add(id)
  touched.push({ kind, id })
}

export function indexAdd<K>(index: Map<K, Set<string>>, key: K, id: string): void {
  const ids = index.get(key)
  if (ids) ids.add(id)
  else index.set(key, new Set([id]))
}

/** Counts one more, or one less, of a key; what comes to none leaves. */
export function indexCount<K>(index: Map<K, number>, key: K, by: 1 | -1): void {
  const n = (index.get(key) ?? 0) + by
  if (n === 0) index.delete(key)
  else index.set(key, n)
}

export function indexDelete<K>(index: Map<K, Set<string>>, key: K, id: string): void {
  const ids = index.get(key)
  if (!ids?.delete(id)) return
  if (ids.size === 0) index.delete(key)
}
