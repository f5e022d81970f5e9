import type { RecordedEvent } from '../shared/events/types.ts'
import type { Log } from './log/log.ts'

/** More statements than this about one thing are not gathered: the newest count. */
const mostStatements = 1_000
/** How many incidents that were merged into one another are followed. */
const mostMerged = 50

/** What a history is gathered from. */
export interface HistorySource {
  log: Pick<Log, 'read'>
  /** The seqs of all statements that name a thing, in order. */
  seqsOf: (name: string) => Promise<number[]>
}

/** The statements about a thing, and about the tasks of an incident, in order. */
export async function historyOf({ log, seqsOf }: HistorySource, name: string): Promise<RecordedEvent[]> {
  const events = new Map<number, RecordedEvent>()
  const add = async (seqs: number[]) => {
    for (const seq of seqs.slice(-mostStatements)) {
      const [past] = events.has(seq) ? [] : await log.read(seq - 1, 1)
      if (past) events.set(seq, past)
    }
  }
  await add(await seqsOf(name))
  const tasks = new Set(
    [...events.values()].filter(({ type }) => type === 'task.assigned').map(({ subject }) => subject),
  )
  for (const task of tasks) await add(await seqsOf(task))
  return [...events.values()].sort((a, b) => a.seq - b.seq)
}

/** As `historyOf`, with all that was said of the incidents that are merged into it: nothing is lost in a merge. */
export async function wholeHistoryOf(source: HistorySource, name: string): Promise<RecordedEvent[]> {
  const events = new Map<number, RecordedEvent>()
  const take = (history: RecordedEvent[]) => history.forEach((event) => events.set(event.seq, event))
  const seen = new Set([name])
  for (const each of seen) {
    const history = each === name ? await historyOf(source, each) : [...events.values()]
    take(history)
    for (const event of history) {
      if (event.type !== 'incident.merged' || event.data.into !== each) continue
      if (seen.has(event.subject) || seen.size >= mostMerged) continue
      const its = await historyOf(source, event.subject)
      if (intoOf(its, event.subject) !== each) continue
      seen.add(event.subject)
      take(its)
    }
  }
  return [...events.values()].sort((a, b) => a.seq - b.seq)
}

/** Into which incident this one is merged now. */
function intoOf(history: RecordedEvent[], name: string): string | undefined {
  let into: string | undefined
  for (const event of history) {
    if (event.subject !== name) continue
    if (event.type === 'incident.merged') into = event.data.into
    else if (event.type === 'incident.unmerged') into = undefined
  }
  return into
}
