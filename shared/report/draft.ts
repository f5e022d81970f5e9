import type { ReportContent, ReportFigure } from '../events/sitrep.ts'
import { resourceKinds } from '../events/relief.ts'
import { middle } from '../events/geometry.ts'
import { freeOf } from '../relief/free.ts'
import { groupsOf } from '../relief/groups.ts'
import { needLines, rationsOf } from '../relief/rations.ts'
import type { Figure, Incident } from '../situation/items.ts'
import type { Situation } from '../situation/situation.ts'
import { obstaclesOf, urgentOf } from './pressing.ts'
import { figureWord } from './words.ts'

const most = {
  incidents: 60,
  figures: 60,
  efforts: 120,
  obstacles: 100,
  urgent: 60,
  warnings: 20,
  statuses: 20,
}

/** The gravest first; of one level the older. */
const grave = (a: Incident, b: Incident): number => b.level - a.level || (a.at < b.at ? -1 : 1)

/**
 * A situation report as the log has it at `now` (ms UTC): of one incident, or of all that are open. Every figure is one of the
 * situation, with its source and time; `before` is what the report before said of it.
 */
export function draftReport(
  situation: Situation,
  now: number,
  { incident: only, previous }: { incident?: string | undefined; previous?: ReportContent | undefined } = {},
): ReportContent {
  const open = [...situation.incident.values()].filter(({ id }) => only === undefined || id === only)
  const chosen = open.sort(grave)
  const said = earlier(previous)
  const incidents = chosen.slice(0, most.incidents).map((one) => incidentOf(one, said))
  const ids = new Set(chosen.map(({ id }) => id))
  const tasks = [...situation.task.values()].filter(({ incident }) => ids.has(incident))
  const asOf = new Date(now).toISOString()
  const counted = (key: string, label: string, value: number, unit: string): ReportFigure =>
    withBefore({ key, label, value, unit, asOf }, said)
  const aid = needLines(
    groupsOf(chosen),
    rationsOf(situation.setting.get('rations')?.value),
    situation.stock.values(),
  )
  return {
    incidents,
    leftOut: chosen.length - incidents.length,
    totals: [
      counted('kejadian', 'Kejadian terbuka', chosen.length, 'kejadian'),
      ...totalsOf(chosen, said),
    ].slice(0, most.figures),
    warnings: [...situation.warning.values()]
      .filter((one) => !one.cancelled && !one.exercise && Date.parse(one.expires) > now)
      .sort((a, b) => b.level - a.level || (a.expires < b.expires ? -1 : 1))
      .slice(0, most.warnings)
      .map(({ headline, issuer, level, expires }) => ({ headline, issuer, level, expires })),
    statuses: [...situation.status.values()]
      .slice(0, most.statuses)
      .map(({ stage, hazard, decree, until }) => ({ stage, hazard, decree, until })),
    efforts: tasks
      .filter(({ status }) => status !== 'assigned')
      .sort((a, b) => (a.moved < b.moved ? 1 : -1))
      .slice(0, most.efforts)
      .map(({ incident, agency, title, status, moved, percent }) => ({
        ...{ incident, agency, title, status, moved },
        ...(percent !== undefined && { percent }),
      })),
    tasks: [
      counted(
        'tugas/selesai',
        'Tugas selesai',
        chosen.reduce((sum, { tasksDone }) => sum + tasksDone, 0),
        'tugas',
      ),
      counted(
        'tugas/berjalan',
        'Tugas berjalan',
        tasks.filter(({ status }) => status !== 'assigned').length,
        'tugas',
      ),
      counted(
        'tugas/menunggu',
        'Tugas belum diterima',
        tasks.filter(({ status }) => status === 'assigned').length,
        'tugas',
      ),
    ],
    resources: resourcesOf(situation),
    aid: aid.slice(0, 120).map((line) => {
      const last = previous?.aid.find(({ item, unit }) => item === line.item && unit === line.unit)
      if (!last) return line
      const { received, distributed, inStock } = last
      return { ...line, before: { received, distributed, inStock } }
    }),
    obstacles: obstaclesOf(situation, tasks, now).slice(0, most.obstacles),
    urgent: urgentOf(situation, aid, tasks).slice(0, most.urgent),
  }
}

const earlier = (previous: ReportContent | undefined): Map<string, number> =>
  new Map(
    [
      ...(previous?.totals ?? []),
      ...(previous?.tasks ?? []),
      ...(previous?.incidents ?? []).flatMap(({ figures }) => figures),
    ].map(({ key, value }) => [key, value]),
  )

function withBefore(figure: ReportFigure, said: ReadonlyMap<string, number>): ReportFigure {
  const before = said.get(figure.key)
  return before === undefined ? figure : { ...figure, before }
}

function incidentOf(one: Incident, said: ReadonlyMap<string, number>): ReportContent['incidents'][number] {
  const { id, hazard, level, title, status, at, region, geometry, impact, estimate } = one
  return {
    ...{ id, hazard, level, title, status, at, position: middle(geometry) },
    ...(region !== undefined && { region }),
    ...(estimate && { people: estimate.people }),
    figures: Object.entries(impact)
      .slice(0, most.figures)
      .map(([name, figure]) => withBefore(figureOf(`${id}/${name}`, name, figure), said)),
  }
}

function figureOf(key: string, name: string, { value, by, asOf, differs }: Figure): ReportFigure {
  return {
    key: key.slice(0, 256),
    ...figureWord(name),
    value,
    asOf,
    ...(by && { by }),
    ...(differs && { differs }),
  }
}

/** The sum of each figure over the incidents, of the time of its oldest part; where there is one incident, it says so itself. */
function totalsOf(incidents: readonly Incident[], said: ReadonlyMap<string, number>): ReportFigure[] {
  if (incidents.length < 2) return []
  const sums = new Map<string, Figure>()
  for (const { impact } of incidents)
    for (const [name, { value, asOf, differs }] of Object.entries(impact)) {
      const before = sums.get(name)
      const [least, high] = before?.differs ?? [before?.value ?? 0, before?.value ?? 0]
      const open = before?.differs ?? differs
      sums.set(name, {
        value: (before?.value ?? 0) + value,
        asOf: before && before.asOf < asOf ? before.asOf : asOf,
        ...(open && { differs: [least + (differs?.[0] ?? value), high + (differs?.[1] ?? value)] }),
      })
    }
  return [...sums].map(([name, figure]) => withBefore(figureOf(`jumlah/${name}`, name, figure), said))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function resourcesOf({ resource }: Situation): ReportContent['resources'] {
  return resourceKinds.flatMap((kind) => {
    const own = [...resource.values()].filter((one) => one.kind === kind)
    const oldest = own.map(({ asOf }) => asOf).sort()[0]
    if (!oldest) return []
    const counted = own.filter((one) => freeOf(one) !== undefined)
    return {
      ...{ kind, units: own.length, asOf: oldest },
      capacity: sum(counted.map(({ capacity }) => capacity ?? 0)),
      used: sum(counted.map(({ used }) => used ?? 0)),
    }
  })
}
