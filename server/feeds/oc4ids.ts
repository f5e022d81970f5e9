import * as z from 'zod'
import { Refused, Unreadable, type Reader, type Reading, type Told } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { locationOf, locations } from './oc4ids-location.ts'
import { observed } from './oc4ids-metrics.ts'
import {
  dayOf,
  metAt,
  milestone,
  momentOf,
  money,
  party,
  period,
  rupiah,
  rupiahs,
  stepId,
  stepsOf,
  text,
} from './open-contracting.ts'
import { attempt, checked, readRows, type Remark } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'

const summary = z.object({
  contractValue: money,
  contractPeriod: period,
  suppliers: z.array(party).nullish(),
})
const project = z.object({
  id: text,
  updated: text,
  title: text,
  description: text,
  status: text,
  period,
  implementationPeriod: period,
  locations,
  budget: z.object({ amount: money }).nullish(),
  parties: z.array(z.object({ id: text, name: text, roles: z.array(z.string()).nullish() })).nullish(),
  publicAuthority: party,
  milestones: z.array(milestone).nullish(),
  metrics: z.array(z.unknown()).nullish(),
  forecasts: z.array(z.unknown()).nullish(),
  /** What the contracts say, where the project itself does not. */
  contractingProcesses: z.array(z.object({ summary: summary.nullish() })).nullish(),
})
type Project = z.infer<typeof project>

/** Projects of an OC4IDS 0.9 package, or one project alone. */
function projectsOf(body: unknown): unknown[] {
  if (isRecord(body) && Array.isArray(body.projects)) return body.projects
  if (isRecord(body) && 'title' in body && 'id' in body) return [body]
  throw new Unreadable('the body is no OC4IDS package: it has no list `projects`')
}

/**
 * OC4IDS 0.9 (https://standard.open-contracting.org/infrastructure/0.9/en/), as INTRAS NTB and Lombok Barat publish it. A
 * project is one project.registered, its observed progress project.progressed by day, each milestone met milestone.reached.
 */
export const oc4ids: Reader = {
  format: 'oc4ids',
  source: '/oc4ids',
  parse: (body) => {
    const followed: Told[] = []
    const registered = readRows(projectsOf(parseJson(body)), (row, remark) => {
      const read = checked(project, row)
      const event = registration(read, remark)
      followed.push(
        ...reached(read, event),
        ...(attempt(() => observed(read, event, remark), remark, row) ?? []),
      )
      return event
    })
    return { ...registered, events: [...registered.events, ...followed] } satisfies Reading
  },
}

function registration(read: Project, remark: Remark): Told {
  const title = oneLine(read.title ?? read.description)
  if (!read.id && !title) throw new Refused('id, title: neither is given')
  const subject = name(read.id ?? `oc4ids:${digest([title, read.publicAuthority?.name])}`)
  const time = momentOf(read.updated) ?? momentOf(read.period?.startDate) ?? '1970-01-01T00:00:00.000Z'
  const contracts = (read.contractingProcesses ?? []).flatMap((one) => one.summary ?? [])
  const dates = read.implementationPeriod?.startDate
    ? read.implementationPeriod
    : (read.period ?? contracts[0]?.contractPeriod)
  const supplier = read.parties?.find(({ roles }) => roles?.includes('supplier'))
  const data = told({
    name: title ?? subject,
    agency: oneLine(read.publicAuthority?.id ?? read.publicAuthority?.name, 200) ?? 'tanpa-opd',
    budget: read.budget?.amount
      ? rupiah(read.budget.amount, remark, 'budget')
      : rupiahs(
          contracts.flatMap(({ contractValue }) => contractValue ?? []),
          remark,
          'contractValue',
        ),
    geometry: locationOf(read.locations, remark),
    start: dayOf(dates?.startDate ?? read.period?.startDate),
    finish: dayOf(dates?.endDate ?? read.period?.endDate),
    status: read.status?.slice(0, 64),
    contractor: oneLine(supplier?.name ?? contracts[0]?.suppliers?.[0]?.name),
    milestones: stepsOf(read.milestones ?? []),
  })
  return { id: `${subject}:${digest([time, data])}`, type: 'project.registered', subject, time, data }
}

function reached(read: Project, { subject = '', time }: Told): Told[] {
  return (read.milestones ?? []).flatMap((one, at) => {
    const met = metAt(one, time)
    if (!met) return []
    const step = stepId(one, at)
    const data = { project: subject, milestone: step }
    return [
      { id: name(`${subject}:met:${step}:${met}`), type: 'milestone.reached', subject, time: met, data },
    ]
  })
}
