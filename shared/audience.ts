import { withoutUrls } from './cameras.ts'
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
  const rest: Partial<T> = {}
  for (const name in value) if (!names.includes(name)) rest[name] = value[name]
  return rest as T
}

/** Where cameras are is for staff: what stands under the key as the wall gets it. */
function cutSetting<T extends object>(key: string, holder: T): T {
  return key === 'cameras' && 'value' in holder ? { ...holder, value: withoutUrls(holder.value) } : holder
}

/** The event as an audience gets it: fields are removed, never meaning. Looks at nothing but the event. */
export function cut(event: RecordedEvent, audience: Audience): RecordedEvent {
  if (audience === 'staff') return event
  const names = hidden.get(event.type) ?? []
  const about = event.type === 'setting.changed' ? event.data.key : ''
  const whole =
    about !== 'cameras' &&
    !event.vault &&
    !event.actor &&
    !event.card &&
    !names.some((name) => name in event.data)
  if (whole) return event
  const { vault: _, actor: __, ...rest } = event
  const card = rest.card && without(rest.card, hiddenInItems[event.type.split('.')[0] as Kind] ?? [])
  return {
    ...rest,
    ...(card && { card }),
    data: cutSetting(about, without(event.data, names)),
  } as RecordedEvent
}

/** An item as an audience gets it. */
export function cutItem<T extends object>(kind: Kind, item: T, audience: Audience): T {
  if (audience === 'staff') return item
  const key = kind === 'setting' && 'id' in item ? String(item.id) : ''
  return cutSetting(key, without(item, hiddenInItems[kind] ?? []))
}

/** The situation as an audience gets it. */
export function cutSituation(json: SituationJson, audience: Audience): SituationJson {
  if (audience === 'staff') return json
  const after = { ...json }
  for (const kind of kinds) {
    if (!hiddenInItems[kind] && kind !== 'setting') continue
    Object.assign(after, { [kind]: json[kind].map((item) => cutItem<object>(kind, item, audience)) })
  }
  return after
}
