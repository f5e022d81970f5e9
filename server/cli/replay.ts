import { exerciseClock } from '../clock.ts'
import { misused, words, type Run } from './command.ts'
import { exit } from './failure.ts'
import { runningServer } from './open-data.ts'
import { folderStage, serverStage } from './stage.ts'
import { tellAll, tellByClock } from './tell.ts'
import { readTold } from './told-file.ts'

const usage = 'replay FILE [--speed N] [--world NAME]'
const [slowest, fastest] = [0.1, 3600]
/** More refusals than this are counted, not shown. */
const mostShown = 20

/** `ruang replay FILE`: tells the events of a file to a world, all at once or N times as fast as they happened. */
export const replayFile: Run = async ({ args, config, print, warn, signal }) => {
  const { values, positionals } = words(
    args,
    usage,
    { speed: { type: 'string' }, world: { type: 'string' } },
    1,
  )
  const speed = values.speed === undefined ? undefined : Number(values.speed)
  if (speed !== undefined && !(speed >= slowest && speed <= fastest)) {
    throw misused(`--speed must be a number from ${slowest} to ${fastest}`, usage)
  }
  const stopped = signal()
  const events = await readTold(positionals[0]!)
  const start = events[0]!.at
  const holder = runningServer(config())
  const wanted = { world: values.world, start, rate: speed ?? 1 }
  const stage = holder ? await serverStage(config(), holder, wanted) : await folderStage(config(), wanted)
  try {
    const tally =
      speed === undefined
        ? await tellAll(events, stage.tell, stopped)
        : await tellByClock(events, exerciseClock(Date.parse(start), speed), stage.tell, stopped)
    const { recorded, known, refused } = tally
    for (const { id, reason } of refused.slice(0, mostShown)) warn(`${id} was refused: ${reason}`)
    print(`${stage.world}: ${recorded} recorded, ${known} known, ${refused.length} refused`)
    if (stopped.aborted) warn('ruang: stopped before the end of the file')
    return refused.length > 0 || stopped.aborted ? exit.failed : exit.done
  } finally {
    await stage.close()
  }
}
