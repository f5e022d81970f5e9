import type { LifeReport, LifeState } from '../../shared/life.ts'
import type { Screens } from '../access/screens.ts'
import type { Life } from './life.ts'

/** A paired screen as metrics see it. */
interface Member {
  labels: { screen: string; name: string }
  state: LifeState | undefined
  report: LifeReport | undefined
}

interface FleetFigure {
  name: string
  help: string
  labels: string[]
  read: (member: Member, set: (value: number, labels?: Record<string, string>) => void) => void
}

export function fleetOf(screens: Pick<Screens, 'list'>, life: Life): Member[] {
  return screens.list().map(({ id, name }) => {
    return { labels: { screen: id, name }, state: life.state(id), report: life.last(id)?.report }
  })
}

/** A figure of the last report; a dead screen has none. */
const figure = (name: string, help: string, pick: (report: LifeReport) => number | null): FleetFigure => {
  return {
    name,
    help,
    labels: [],
    read: ({ state, report }, set) => {
      const value = state === 'dead' || !report ? null : pick(report)
      if (value !== null) set(value)
    },
  }
}

const inSeconds = (ms: number | null): number | null => (ms === null ? null : ms / 1_000)

/** What Prometheus is told of each paired screen. */
export const fleetFigures: readonly FleetFigure[] = [
  {
    name: 'ruang_screen_state',
    help: 'Paired screens by what they are: alive, behind or dead',
    labels: ['state'],
    read: ({ state }, set) => {
      if (state) set(1, { state })
    },
  },
  figure('ruang_screen_seq', 'Last seq the screen has painted', ({ seq }) => seq),
  figure('ruang_screen_fps', 'Frames in a second', ({ fps }) => fps),
  figure('ruang_screen_heap_bytes', 'JavaScript heap in use', ({ heap }) => heap),
  figure('ruang_screen_latency_seconds', 'From recording to glass, median', ({ latencyMs }) =>
    inSeconds(latencyMs),
  ),
  figure('ruang_screen_map_losses', 'How often the map lost its graphics', ({ mapLosses }) => mapLosses),
  figure('ruang_screen_stall_seconds', 'Longest time the page stood still within an hour', ({ stallMs }) =>
    inSeconds(stallMs ?? null),
  ),
  figure('ruang_screen_sound', '1 where sound can play', ({ sound }) => (sound === 'ready' ? 1 : 0)),
]
