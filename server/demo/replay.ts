import { setTimeout as wait } from 'node:timers/promises'
import type { Door } from '../cli/ask.ts'
import { oneLine } from '../cli/failure.ts'
import { byHttp, tellAll, tellByClock, until, type Tally } from '../cli/tell.ts'
import type { World, Worlds } from '../worlds.ts'
import type { Recording, Segment, Told } from './recording.ts'

/** What the replayer plays; the demo plays the recorded days, a test something smaller. */
export type Film = Pick<Recording, 'segments'> & { rate: number }

/** Where the film is played: the worlds of a running server, and the door by which a feeder tells them. */
interface Stage {
  worlds: Pick<Worlds, 'startExercise'>
  feeder: Door
  /** The name of the exercise. */
  world: string
  signal: AbortSignal
  /** Writes the reports of an exercise from its start to its end, ms UTC, until told to stop; without it there are none. */
  report?: (world: World, span: readonly [number, number], signal: AbortSignal) => Promise<void>
  /** One line about what went wrong; the replay goes on. */
  complain: (line: string) => void
}

/** Replays the segments one after the other, each as an exercise of a new epoch, and begins again, until it is stopped. */
export async function replay(film: Film, stage: Stage): Promise<void> {
  while (!stage.signal.aborted) {
    let before: Told[] = []
    for (const segment of film.segments) {
      if (stage.signal.aborted) return
      // A new epoch is an empty log: what the world knew from the segments before is told again.
      before = segment.fresh ? [...segment.initial] : [...before, ...segment.initial]
      await play(segment, before, film.rate, stage).catch(async (error: unknown) => {
        if (stage.signal.aborted) return
        stage.complain(`${segment.title}: ${oneLine(error)}`)
        await wait(2_000, undefined, { signal: stage.signal }).catch(() => undefined)
      })
      before.push(...segment.events)
    }
  }
}

async function play(
  { title, start, end, events }: Segment,
  initial: Told[],
  rate: number,
  stage: Stage,
): Promise<void> {
  const exercise = { name: stage.world, title, start: Date.parse(start), rate }
  const world = await stage.worlds.startExercise(exercise)
  const { clock } = world
  const tell = byHttp(stage.feeder, stage.world)
  complainOf(await tellAll(initial, tell, stage.signal), stage)
  const over = new AbortController()
  const signal = AbortSignal.any([stage.signal, over.signal])
  const reporting = stage
    .report?.(world, [exercise.start, Date.parse(end)], signal)
    .catch((error: unknown) => signal.aborted || stage.complain(`${title}: ${oneLine(error)}`))
  try {
    complainOf(await tellByClock(events, clock, tell, stage.signal), stage)
    await until(Date.parse(end), clock, stage.signal)
  } finally {
    // The next segment takes this one's world away.
    over.abort()
    await reporting
  }
}

function complainOf({ refused }: Tally, stage: Stage): void {
  for (const { id, reason } of refused) stage.complain(`${id} was refused: ${reason}`)
}
