import type { NewEvent } from '../shared/events/types.ts'

/** The ids of the things an event is about. */
export function namesOf(event: NewEvent): string[] {
  const names = [event.subject]
  if ('incident' in event.data && event.data.incident) names.push(event.data.incident)
  if ('into' in event.data) names.push(event.data.into)
  if ('project' in event.data) names.push(event.data.project)
  return names
}
