import * as z from 'zod'
import { Unreadable, type Reader, type Reading, type Told } from './feed.ts'
import { parseJson } from './json.ts'
import {
  dayOf,
  milestone,
  momentOf,
  money,
  party,
  period,
  rupiah,
  stepsOf,
  text,
} from './open-contracting.ts'
import { checked, readRows, type Remark } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { isRecord } from './xml.ts'

const implementation = z
  .object({
    milestones: z.array(milestone).nullish(),
    transactions: z.array(z.object({ date: text, value: money, amount: money })).nullish(),
  })
  .nullish()
const section = { title: text, description: text, milestones: z.array(milestone).nullish() }
const release = z.object({
  ocid: text,
  id: text,
  date: text,
  tag: z.union([z.array(z.string()), z.string()]).nullish(),
  buyer: party,
  planning: z
    .object({ budget: z.object({ amount: money }).nullish(), milestones: z.array(milestone).nullish() })
    .nullish(),
  tender: z.object({ ...section, value: money, contractPeriod: period, procuringEntity: party }).nullish(),
  awards: z
    .array(z.object({ title: text, contractPeriod: period, suppliers: z.array(party).nullish() }))
    .nullish(),
  contracts: z.array(z.object({ ...section, period, value: money, implementation })).nullish(),
})
type Release = z.infer<typeof release>

/** Contracting as a project of ours: registered, what was paid of it, and its milestones met. */
function readReleases(releases: unknown[]): Reading {
  const followed: Told[] = []
  const seen = new Set<string>()
  const reading = readRows(releases, (row, remark) => {
    const read = checked(release, row)
    const event = registration(read, remark)
    followed.push(...reached(read, event), ...paid(read, event))
    return event
  })
  const events = [...reading.events, ...followed].filter(({ id }) => !seen.has(id) && seen.add(id))
  return { ...reading, events }
}

const stepsIn = (read: Release) => [
  ...(read.planning?.milestones ?? []),
  ...(read.tender?.milestones ?? []),
  ...(read.contracts ?? []).flatMap((one) => [
    ...(one.milestones ?? []),
    ...(one.implementation?.milestones ?? []),
  ]),
]

function registration(read: Release, remark: Remark): Told {
  const subject = name(read.ocid ?? read.id ?? `ocds:${digest(read)}`)
  const time = momentOf(read.date) ?? '1970-01-01T00:00:00.000Z'
  const [contract] = read.contracts ?? []
  const [award] = read.awards ?? []
  const dates = contract?.period ?? award?.contractPeriod ?? read.tender?.contractPeriod
  const title = read.tender?.title ?? contract?.title ?? award?.title ?? read.tender?.description
  const amount = contract?.value ?? read.tender?.value ?? read.planning?.budget?.amount
  const buyer = read.buyer ?? read.tender?.procuringEntity
  const tag = Array.isArray(read.tag) ? read.tag[0] : read.tag
  const data = told({
    name: oneLine(title) ?? subject,
    agency: oneLine(buyer?.id ?? buyer?.identifier?.id ?? buyer?.name, 200) ?? 'tanpa-opd',
    budget: rupiah(amount, remark, 'value'),
    start: dayOf(dates?.startDate),
    finish: dayOf(dates?.endDate),
    status: tag?.slice(0, 64),
    contractor: oneLine(award?.suppliers?.[0]?.name),
    milestones: stepsOf(stepsIn(read)),
  })
  const statement = name(`${subject}:${read.id ?? ''}`)
  return { id: `${statement}:${digest([time, read.id])}`, type: 'project.registered', subject, time, data }
}

function reached(read: Release, { subject = '', time }: Told): Told[] {
  return stepsIn(read).flatMap(({ id, status, dateMet }, at) => {
    const met = momentOf(dateMet) ?? (status === 'met' ? time : undefined)
    if (!met || status === 'notMet') return []
    const step = id ?? String(at + 1)
    const data = { project: subject, milestone: step }
    return [{ id: `${subject}:met:${step}:${met}`, type: 'milestone.reached', subject, time: met, data }]
  })
}

/** What was paid so far of what was contracted, where both are in one currency. */
function paid(read: Release, { subject = '' }: Told): Told[] {
  return (read.contracts ?? []).flatMap(({ value, implementation: done }) => {
    const whole = Number(value?.amount ?? NaN)
    const moved = (done?.transactions ?? []).flatMap((one) => {
      const sum = one.value ?? one.amount
      const day = dayOf(one.date)
      return day && sum?.currency === value?.currency ? [{ day, amount: Number(sum?.amount ?? NaN) }] : []
    })
    const spent = moved.reduce((sum, { amount }) => sum + amount, 0)
    const asOf = moved
      .map(({ day }) => day)
      .sort()
      .at(-1)
    if (!asOf || !(whole > 0) || !Number.isFinite(spent) || spent > whole) return []
    const rupiahs = value?.currency === 'IDR' ? spent : undefined
    const data = told({ financial: Math.round((spent / whole) * 10_000) / 100, spent: rupiahs, asOf })
    return [
      {
        id: `${subject}:paid:${asOf}:${digest(data)}`,
        type: 'project.progressed',
        subject,
        time: `${asOf}T00:00:00Z`,
        data,
      },
    ]
  })
}

function listIn(body: string, field: string): unknown[] {
  const value = parseJson(body)
  if (isRecord(value) && Array.isArray(value[field])) return value[field]
  throw new Unreadable(`the body is no OCDS package: it has no list \`${field}\``)
}

/** OCDS 1.1 release package (https://standard.open-contracting.org/1.1/en/); a release told twice is one. */
export const ocdsRelease: Reader = {
  format: 'ocds-release',
  source: '/ocds',
  parse: (body) => readReleases(listIn(body, 'releases')),
}

/** OCDS 1.1 record package: each record's compiled release, else the newest of its releases. */
export const ocdsRecord: Reader = {
  format: 'ocds-record',
  source: '/ocds',
  parse: (body) =>
    readReleases(
      listIn(body, 'records').map((record) => {
        if (!isRecord(record)) return record
        const embedded = Array.isArray(record.releases) ? record.releases.filter(isRecord) : []
        const newest = embedded.sort((a, b) => (String(a.date) < String(b.date) ? -1 : 1)).at(-1)
        return { ocid: record.ocid, ...(isRecord(record.compiledRelease) ? record.compiledRelease : newest) }
      }),
    ),
}
