import { indexIncident } from './incidents.ts'
import { kinds, type Items, type Kind } from './items.ts'
import { indexObservation } from './observations.ts'
import { laidOut } from './laid-out.ts'
import { indexLatest } from './latest.ts'
import { obeySettings } from './obey.ts'
import { createSituation, type ItemMaps, type Situation, type SituationJson } from './situation.ts'
import { indexTask } from './tasks.ts'
import { indexTicket } from './ticket-index.ts'
import { indexWarning } from './warnings.ts'

/** The situation as plain JSON, for snapshots and checkpoints; the items are the living ones: encode before the next fold. */
export function situationToJson(situation: Situation): SituationJson {
  const lists = Object.fromEntries(kinds.map((kind) => [kind, [...situation[kind].values()]]))
  return { ...lists, seq: situation.seq, recorded: situation.recorded } as SituationJson
}

/** A situation from its JSON, its indexes built anew. What `json` holds becomes the situation's own. */
export function situationFromJson(json: SituationJson): Situation {
  const situation = createSituation()
  situation.seq = json.seq
  situation.recorded = json.recorded
  for (const kind of kinds) fill(situation, kind, json[kind])
  obeySettings(situation)
  for (const item of situation.incident.values()) indexIncident(situation, item)
  for (const item of situation.task.values()) indexTask(situation, item)
  for (const item of situation.ticket.values()) indexTicket(situation, item)
  for (const item of situation.observation.values()) indexObservation(situation, item)
  for (const item of situation.warning.values()) indexWarning(situation, item)
  indexLatest(situation)
  return situation
}

function fill<K extends Kind>(situation: Situation, kind: K, items: Items[K][]): void {
  const maps: ItemMaps = situation
  const map = maps[kind]
  for (const item of items) {
    map.set(item.id, laidOut(kind, item))
    situation.dirty[kind].add(item.id)
  }
}
