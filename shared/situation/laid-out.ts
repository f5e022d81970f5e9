import type { Incident, Items, Kind, Task, Ticket } from './items.ts'
import { withGiven, type Given } from './marks.ts'

/*
 * Kinds that stand by the ten thousand lie in one piece of memory: what an event sets later has its place from the
 * beginning, undefined until then, which JSON leaves out. What is seldom said follows in a second piece. A copy read
 * from JSON is laid out alike: then its fields have the same order, and both have the same digest.
 */

export function ticketOf(always: Ticket, more: Given<Ticket> = always): Ticket {
  const ticket: Ticket = {
    id: always.id,
    seq: always.seq,
    title: always.title,
    status: always.status,
    agency: always.agency,
    due: always.due,
    held: always.held,
    responded: always.responded,
    class: always.class,
    category: always.category,
    channel: always.channel,
    opened: always.opened,
    days: always.days,
    soon: always.soon,
    geometry: always.geometry,
    region: always.region,
    description: always.description,
  }
  return withGiven(ticket, more)
}

export function taskOf(always: Task, more: Given<Task> = always): Task {
  const task: Task = {
    id: always.id,
    seq: always.seq,
    title: always.title,
    status: always.status,
    agency: always.agency,
    incident: always.incident,
    moved: always.moved,
    acknowledged: always.acknowledged,
    begun: always.begun,
    escalated: always.escalated,
    percent: always.percent,
    actors: always.actors,
    assigned: always.assigned,
    given: always.given,
    due: always.due,
  }
  return withGiven(task, more)
}

export function incidentOf(always: Incident, more: Given<Incident> = always): Incident {
  const incident: Incident = {
    id: always.id,
    seq: always.seq,
    title: always.title,
    status: always.status,
    level: always.level,
    tasksOpen: always.tasksOpen,
    tasksDone: always.tasksDone,
    assessed: always.assessed,
    hazard: always.hazard,
    geometry: always.geometry,
    at: always.at,
    impact: always.impact,
    figures: always.figures,
    region: always.region,
    merged: always.merged,
  }
  return withGiven(incident, more)
}

const layouts: { [K in Kind]?: (item: Items[K]) => Items[K] } = {
  ticket: (ticket) => ticketOf(ticket),
  task: (task) => taskOf(task),
  incident: (incident) => incidentOf(incident),
}

/** An item as the fold lays it out. */
export function laidOut<K extends Kind>(kind: K, item: Items[K]): Items[K] {
  return layouts[kind]?.(item) ?? item
}
