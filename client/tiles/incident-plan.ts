import type { Incident, Task } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'

/** An incident as a list shows it: on as many lines as there is room for, its open tasks beneath it. */
interface Planned {
  incident: Incident
  tasks: Task[]
  /** How far down it stands, in tasks. */
  top: number
}

/** A task takes half the height of an incident's row. */
const tasksPerRow = 2
/** The gravest incident of all says who does what, where the list is long enough to spare the room. */
const sparing = 6
const spared = 2

const late = ({ due }: Task, now: number): boolean => due !== undefined && Date.parse(due) <= now

/** The open tasks of an incident: those past their time first, then those nobody took up, then the newest. */
export function openTasks(situation: Situation, { id }: Incident, now: number): Task[] {
  const tasks = [...(situation.index.tasksByIncident.get(id) ?? [])].flatMap(
    (task) => situation.task.get(task) ?? [],
  )
  return tasks.sort(
    (a, b) =>
      Number(late(b, now)) - Number(late(a, now)) ||
      Number(b.status === 'assigned') - Number(a.status === 'assigned') ||
      (a.assigned < b.assigned ? 1 : -1),
  )
}

/** What of `incidents`, the gravest first, stands on `fits` rows: where there are few, who does what fills the room. */
export function planIncidents(
  situation: Situation,
  incidents: readonly Incident[],
  fits: number,
  now: number,
): Planned[] {
  const [first] = incidents
  const least = fits >= sparing && (first?.level ?? 0) >= 3 ? spared : 0
  let lines = Math.max(least, (fits - incidents.length) * tasksPerRow)
  let room = fits * tasksPerRow
  const planned: Planned[] = []
  for (const incident of incidents) {
    if (room < tasksPerRow) break
    const top = fits * tasksPerRow - room
    room -= tasksPerRow
    const tasks = openTasks(situation, incident, now).slice(0, Math.min(lines, room))
    lines -= tasks.length
    room -= tasks.length
    planned.push({ incident, tasks, top })
  }
  return planned
}
