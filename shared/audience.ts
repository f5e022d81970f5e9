import { audienceOfField } from './events/take-out.ts'
import { eventData, type RecordedEvent } from './events/types.ts'
import { kinds, type Kind } from './situation/items.ts'
import type { SituationJson } from './situation/situation.ts'

/** `wall`: displays, whoever stands in the room; `staff`: signed-in people. */
export type Audience = 'wall' | 'staff'

/** The data fields of each type that the wall does not get: those marked staff or personal in shared/events/. */
const hidden = new Map<string, readonly string[]>(
  Object.entries(eventData).map(([type, schema]) => [
    type,
    Object.entries(schema.shape)
      .filter(([, field]) => audienceOfField(field) !== 'wall')
      .map(([name]) => name),
  ]),
)

/** The fields of items that come from those; a property test holds fold(cut(events)) = cut(fold(events)). */
const hiddenInItems: Partial<Record<Kind, readonly string[]>> = {
  incident: ['description', 'reporter', 'key'],
  ticket: ['description', 'reporter', 'photos'],
  commitment: ['signers'],
  task: ['actors'],
  alarm: ['by'],
  command: ['person'],
  decision: ['text'],
  project: ['photos'],
  handover: ['to', 'note', 'points', 'giver', 'taker'],
  exercise: ['goal', 'injects', 'findings'],
}

function without<T extends object>(value: T, names: readonly string[]): T {
  if (!names.some((name) => name in value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) as T
}

/** The event as an audience gets it: fields are removed, never meaning. Looks at nothing but the event. */
export function cut(event: RecordedEvent, audience: Audience): RecordedEvent {
  if (audience === 'staff') return event
  const names = hidden.get(event.type) ?? []
  const whole = !event.vault && !event.actor && !event.card && !names.some((name) => name in event.data)
  if (whole) return event
  const { vault: _, actor: __, ...rest } = event
  const card = rest.card && without(rest.card, hiddenInItems[event.type.split('.')[0] as Kind] ?? [])
  return { ...rest, ...(card && { card }), data: without(event.data, names) } as RecordedEvent
}

/** An item as an audience gets it. */
export function cutItem<T extends object>(kind: Kind, item: T, audience: Audience): T {
  return audience === 'staff' ? item : without(item, hiddenInItems[kind] ?? [])
}

/** The situation as an audience gets it. */
export function cutSituation(json: SituationJson, audience: Audience): SituationJson {
  if (audience === 'staff') return json
  const after = { ...json }
  for (const kind of kinds) {
    const names = hiddenInItems[kind]
    if (names) Object.assign(after, { [kind]: json[kind].map((item) => without<object>(item, names)) })
  }
  return after
}
