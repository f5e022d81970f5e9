import { agencyName } from '../../shared/agency-names.ts'
import type { ConditionKind } from '../../shared/coordination/alarm-rules.ts'
import { chainFor } from '../../shared/coordination/chains.ts'
import { freshness, silentAfter } from '../../shared/freshness.ts'
import { levelName } from '../../shared/levels.ts'
import { overdue, reportingOf, type Owed } from '../../shared/reporting.ts'
import { stageWords } from '../../shared/report/words.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { overdueTickets } from '../../shared/situation/ticket-index.ts'
import { dayStart, dayText, localDay } from '../../shared/working-days.ts'
import { backupSources } from '../upkeep/backups.ts'
import type { Look } from './condition.ts'
import { waterLevels } from './water-levels.ts'

const words = { normal: 'Normal', waspada: 'Waspada', siaga: 'Siaga', awas: 'Awas' } as const
const wordOf = (level: number): string => words[levelName(level)]
const hourMs = 3_600_000
const grades = [0, 1, 2, 3] as const

const incidents: Look = ({ incident, index }, { least, level }) =>
  grades
    .filter((grade) => grade >= least)
    .flatMap((grade) => [...index.incidentsByLevel[grade]])
    .flatMap((id) => incident.get(id) ?? [])
    .map((one) => ({
      about: one.id,
      level: level ?? one.level,
      message: `${wordOf(one.level)}: ${one.title}`,
      name: one.title,
      since: Date.parse(one.at),
    }))

const warnings: Look = ({ warning }, { least, level }, now) =>
  [...warning.values()]
    .filter((one) => one.level >= least && !one.cancelled && !one.exercise && Date.parse(one.expires) > now)
    .map((one) => ({
      about: one.id,
      level: level ?? one.level,
      message: `Peringatan ${wordOf(one.level)}: ${one.headline}`,
      name: one.headline,
      since: Date.parse(one.said),
    }))

const calledIn = ({ setting }: Situation, agency: string): string =>
  agencyName(setting.get('agencies')?.value, agency)

const tasksUnacknowledged: Look = (situation, { level }, now) =>
  [...situation.task.values()].flatMap((task) => {
    const [first] = task.status === 'assigned' ? chainFor(situation, task) : []
    if (!first || first.at > now) return []
    const agency = calledIn(situation, task.agency)
    return {
      about: task.id,
      level: level ?? situation.incident.get(task.incident)?.level ?? 1,
      message: `Tugas belum diterima ${agency}: ${task.title}`,
      name: `${agency}, ${task.title}`,
      since: first.at,
    }
  })

const tasksOverdue: Look = (situation, { level }, now) =>
  [...situation.task.values()].flatMap(({ id, due, agency: code, title, incident: of }) => {
    if (due === undefined || Date.parse(due) > now) return []
    const agency = calledIn(situation, code)
    const message = `Lewat batas waktu, ${agency}: ${title}`
    const about = {
      about: id,
      level: level ?? situation.incident.get(of)?.level ?? 1,
      since: Date.parse(due),
    }
    return { ...about, message, name: `${agency}, ${title}` }
  })

const ticketsUnowned: Look = (situation, { level = 1 }, now) =>
  overdueTickets(situation, now)
    .filter(({ agency }) => !agency)
    .map(({ id, title, due }) => ({
      ...{ about: id, level, since: Date.parse(due) },
      message: `Aduan lewat batas tanpa penanggung jawab: ${title}`,
      name: title,
    }))

const owedOf = new WeakMap<Situation, { minute: number; owed: Owed[] }>()

/** Who owes a report at `now`; looked up once a minute, as reports are due by the minute. */
function owedReports(situation: Situation, now: number): Owed[] {
  const minute = Math.floor(now / 60_000)
  const before = owedOf.get(situation)
  if (before?.minute === minute) return before.owed
  const duties = reportingOf(situation.setting.get('reporting')?.value)
  const owed = overdue(duties, situation.report, now, situation.index.calendar)
  owedOf.set(situation, { minute, owed })
  return owed
}

const reportsLate: Look = (situation, { level = 1, hours }, now) =>
  owedReports(situation, now)
    .map(({ duty, due }) => ({ ...duty, since: due + hours * hourMs }))
    .filter(({ since }) => since <= now)
    .map(({ agency, report: kind, title, since }) => ({
      ...{ about: `${agency}/${kind}`, level, since },
      message: `Laporan ${calledIn(situation, agency)} belum masuk: ${title}`,
      name: `${calledIn(situation, agency)}, ${title}`,
    }))

const milestonesOverdue: Look = ({ project, index }, { level = 1 }, now) => {
  const today = localDay(now, index.calendar)
  const todayText = dayText(today)
  return [...project.values()].flatMap(({ id, name, milestones }) =>
    milestones.flatMap((step) => {
      // Most lie ahead: their texts say so, without reading a date of each every second.
      if (step.reached || step.due === undefined || step.due.slice(0, 10) > todayText) return []
      const due = localDay(Date.parse(step.due), index.calendar)
      if (!(due < today)) return []
      const since = dayStart(due + 1, index.calendar)
      const said = `${step.title}, ${name}`
      return { about: `${id}/${step.id}`, level, message: `Tonggak terlewat: ${said}`, name: said, since }
    }),
  )
}

const backups: ReadonlySet<string> = new Set(Object.values(backupSources))

const sourcesSilent: Look = ({ source }, { level = 1 }, now) =>
  [...source.values()].flatMap((one) => {
    const { state } = freshness(one, now)
    const silence = one.lateAfterSeconds * 1000 * silentAfter
    const name = `${one.title ?? one.id}${one.owner && ` (${one.owner})`}`
    // Of backups the upkeep tells it, with the reason.
    if (state === 'failed' && one.failing && !backups.has(one.id))
      return {
        about: one.id,
        level,
        message: `Sumber gagal: ${name}`,
        name,
        since: Date.parse(one.failing.since),
      }
    const last = one.heard ?? one.declared
    if ((state !== 'silent' && state !== 'never') || last === undefined) return []
    const since = Date.parse(last) + silence
    return since <= now ? { about: one.id, level, message: `Sumber diam: ${name}`, name, since } : []
  })

const statusEnds: Look = ({ status }, { level = 2, hours }, now) =>
  [...status.values()]
    .map((one) => ({ ...one, since: Date.parse(one.until) - hours * hourMs }))
    .filter(({ since }) => since <= now)
    .map(({ id, stage, hazard, decree, since }) => ({
      about: id,
      level,
      message: `${stageWords[stage]} ${hazard} segera berakhir, SK ${decree}`,
      since,
    }))

const meetingsDue: Look = ({ incident }, { least, level, hours }, now) =>
  [...incident.values()].flatMap((one) => {
    if (one.assessed === undefined || one.meeting !== undefined || one.level < least) return []
    const since = Date.parse(one.assessed) + hours * hourMs
    if (since > now) return []
    return {
      about: one.id,
      level: level ?? one.level,
      message: `Rakor belum dilaksanakan: ${one.title}`,
      name: one.title,
      since,
    }
  })

/** What each kind of rule looks at. */
export const looks: Record<ConditionKind, Look | undefined> = {
  'incident-level': incidents,
  'warning-level': warnings,
  'task-unacknowledged': tasksUnacknowledged,
  'task-overdue': tasksOverdue,
  'ticket-unowned': ticketsUnowned,
  'report-late': reportsLate,
  'milestone-overdue': milestonesOverdue,
  'source-silent': sourcesSilent,
  'water-level': waterLevels,
  'status-ends': statusEnds,
  'meeting-due': meetingsDue,
  external: undefined,
}
