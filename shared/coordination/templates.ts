import * as z from 'zod'
import { id, level, line } from '../events/fields.ts'
import type { Incident } from '../situation/items.ts'

const minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 60)

/** What each agency does first when a hazard strikes: a task per step, from a level of the incident on. */
const template = z.object({
  id,
  title: line,
  /** The hazards it is for; '*': those that no other template names. */
  hazards: z.array(id).min(1).max(50),
  tasks: z
    .array(
      z.object({
        step: id,
        agency: id,
        cluster: line.optional(),
        title: line,
        dueMinutes: minutes,
        least: level.optional(),
      }),
    )
    .max(100),
})
type Template = z.infer<typeof template>

const differ = (names: string[]): boolean => new Set(names).size === names.length

/** The setting `templates`. */
export const templates = z
  .array(template)
  .max(100)
  .refine((list) => differ(list.map((one) => one.id)), 'a template stands there twice')
  .refine(
    (list) => list.every(({ tasks }) => differ(tasks.map(({ step }) => step))),
    'a step stands twice in a template',
  )

/** The templates that a setting holds; what is not of that shape is none. */
export function templatesOf(value: unknown): Template[] {
  const read = templates.safeParse(value)
  return read.success ? read.data : []
}

const sameWord = (hazard: string): string =>
  hazard
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_/]+/g, '-')

/** The template for a hazard, however it is spelt (Tanah longsor, tanah-longsor); else the one for `*`. */
function templateFor(hazard: string, list: readonly Template[]): Template | undefined {
  const wanted = sameWord(hazard)
  const found = list.find(({ hazards }) => hazards.some((one) => sameWord(one) === wanted))
  return found ?? list.find(({ hazards }) => hazards.includes('*'))
}

/** A task of a template, as the statement that gives it. */
interface TaskToAssign {
  specversion: '1.0'
  id: string
  source: string
  type: 'task.assigned'
  subject: string
  time: string
  data: { incident: string; agency: string; title: string; due: string; step: string; cluster?: string }
}

/**
 * The tasks that an incident opens, as `task.assigned` statements to POST; `now` in ms UTC. Their ids follow from incident
 * and step: pressed twice, by two people or again after a lost answer, each task is there once.
 */
export function tasksFor(
  incident: Pick<Incident, 'id' | 'hazard' | 'level' | 'title'>,
  list: readonly Template[],
  now: number,
): TaskToAssign[] {
  const found = templateFor(incident.hazard, list)
  return (found?.tasks ?? [])
    .filter(({ least = 0 }) => incident.level >= least)
    .map(({ step, agency, cluster, title, dueMinutes }) => {
      const name = `${incident.id.slice(-180)}/${step.slice(0, 60)}`
      const due = new Date(now + dueMinutes * 60_000).toISOString()
      return {
        specversion: '1.0',
        id: name,
        source: '/desk/templates',
        type: 'task.assigned',
        subject: name,
        time: new Date(now).toISOString(),
        data: {
          ...{ incident: incident.id, agency, due, step, ...(cluster && { cluster }) },
          // Read on a wall or a telephone it says where: the same step is open for several incidents on a bad night.
          title: `${title}: ${incident.title}`.slice(0, 300),
        },
      }
    })
}
