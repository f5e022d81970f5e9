import * as z from 'zod'
import { Refused, Unreadable, type Reader, type Reading, type Told } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
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
import { checked, readRows, type Remark } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'

const implementation = z
  .object({
    milestones: z.array(milestone).nullish(),
    transactions: z.array(z.object({ date: text, value: money, amount: money })).nullish(),
  })
  .nullish()
const section = { title: text, description: text, milestones: z.array(milestone).nullish() }
const release = z.object({
  /** Ours: so many releases that a record only links. */
  linked: z.number().optional(),
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
    if (read.linked !== undefined)
      throw new Refused(`${read.ocid}: it links its releases and holds none of them`)
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
  const signed = (read.contracts ?? []).flatMap(({ value }) => value ?? [])
  const asked = read.tender?.value ?? read.planning?.budget?.amount
  const buyer = read.buyer ?? read.tender?.procuringEntity
  const tag = Array.isArray(read.tag) ? read.tag[0] : read.tag
  const data = told({
    name: oneLine(title) ?? subject,
    agency: oneLine(buyer?.id ?? buyer?.identifier?.id ?? buyer?.name, 200) ?? 'tanpa-opd',
    budget: signed.length > 0 ? rupiahs(signed, remark, 'value') : rupiah(asked, remark, 'value'),
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
  return stepsIn(read).flatMap((one, at) => {
    const met = metAt(one, time)
    if (!met) return []
    const step = stepId(one, at)
    const data = { project: subject, milestone: step }
    return [
      { id: name(`${subject}:met:${step}:${met}`), type: 'milestone.reached', subject, time: met, data },
    ]
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
    // Paid back more than was paid, or more than the contract: nothing of that is said here.
    if (!asOf || !(whole > 0) || !(spent >= 0 && spent <= whole)) return []
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

/** A record by its compiled release, else by the newest release that it holds; links to releases say nothing themselves. */
function releaseOf(record: unknown): unknown {
  if (!isRecord(record)) return record
  if (isRecord(record.compiledRelease)) return { ocid: record.ocid, ...record.compiledRelease }
  const listed = Array.isArray(record.releases) ? record.releases.filter(isRecord) : []
  const embedded = listed.filter((one) => !('url' in one) || 'id' in one)
  const newest = embedded.sort((a, b) => (String(a.date) < String(b.date) ? -1 : 1)).at(-1)
  return newest ? { ocid: record.ocid, ...newest } : { ocid: record.ocid, linked: listed.length }
}

/** The releases of a release package or a record package, whichever it is, or one release or record alone. */
function releasesIn(body: string, first: 'releases' | 'records'): unknown[] {
  const value = parseJson(body)
  if (first === 'records' && isRecord(value) && Array.isArray(value.records))
    return value.records.map(releaseOf)
  if (isRecord(value) && Array.isArray(value.releases)) return value.releases
  if (isRecord(value) && Array.isArray(value.records)) return value.records.map(releaseOf)
  if (isRecord(value) && 'ocid' in value)
    return ['compiledRelease' in value || 'releases' in value ? releaseOf(value) : value]
  throw new Unreadable('the body is no OCDS package: it has neither `releases` nor `records`')
}

/** OCDS 1.1 release package (https://standard.open-contracting.org/1.1/en/); a release told twice is one. */
export const ocdsRelease: Reader = {
  format: 'ocds-release',
  source: '/ocds',
  parse: (body) => readReleases(releasesIn(body, 'releases')),
}

/** OCDS 1.1 record package. */
export const ocdsRecord: Reader = {
  format: 'ocds-record',
  source: '/ocds',
  parse: (body) => readReleases(releasesIn(body, 'records')),
}
