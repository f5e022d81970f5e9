import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { createSituation, type Situation, type SituationJson } from '../../shared/situation/situation.ts'
import { later, type Served } from '../bench/room.ts'
import { checkFile } from './chain.ts'
import type { Replica } from './replica.ts'
import type { Told } from './told.ts'

/** The whole log as a display reads it over HTTP. */
export async function readAll({ address, display }: Served): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = []
  const headers = { authorization: `Bearer ${display}` }
  for (;;) {
    const url = `${address}/api/events?after=${all.at(-1)?.seq ?? 0}&limit=1000`
    const answer = await fetch(url, { headers })
    if (!answer.ok) throw new Error(`${url} was answered ${answer.status}: ${await answer.text()}`)
    const { events, head } = (await answer.json()) as { events: RecordedEvent[]; head: number }
    all.push(...events)
    if (events.length === 0 || all.length >= head) return all
  }
}

/** Checks the chain on a copy, so that the server itself finds its files as the crash left them. */
export async function checkChain(folder: string): Promise<string[]> {
  const copy = join(folder, 'copy')
  mkdirSync(copy)
  for (const name of ['log.db', 'log.db-wal'])
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name))
  if (existsSync(join(folder, 'archive')))
    cpSync(join(folder, 'archive'), join(copy, 'archive'), { recursive: true })
  return checkFile(join(copy, 'log.db'), join(copy, 'archive')).finally(() =>
    rmSync(copy, { recursive: true }),
  )
}

/** Nothing acknowledged is lost, nothing stands twice, numbers run without a gap and time never runs back. */
export function checkLog(events: readonly RecordedEvent[], told: readonly Told[]): string[] {
  const wrong: string[] = []
  const standing = new Map<string, number>()
  let recorded = ''
  events.forEach((event, at) => {
    const { seq, id, source } = event
    if (seq !== at + 1) wrong.push(`seq ${seq} stands at place ${at + 1}`)
    if (standing.has(`${source} ${id}`)) wrong.push(`${id} stands twice`)
    if (event.recorded < recorded) wrong.push(`seq ${seq} was recorded before the one before it`)
    standing.set(`${source} ${id}`, seq)
    recorded = event.recorded
  })
  const byId = new Map(events.map(({ id, seq }) => [id, seq]))
  for (const { acknowledged, contradicted } of told) {
    for (const [id, seq] of acknowledged)
      if (byId.get(id) !== seq)
        wrong.push(`${id} was acknowledged as ${seq}, and stands as ${byId.get(id) ?? 'nothing'}`)
    for (const id of contradicted) wrong.push(`${id} was acknowledged with two numbers`)
  }
  return wrong.slice(0, 10)
}

/**
 * What the server shows, what its screens hold and what the log folds to are the same. Looked at again where the server
 * said something by itself meanwhile, e.g. that its clock jumped.
 */
export async function checkDigests(
  server: Served,
  screens: Replica | readonly Replica[],
  events: readonly RecordedEvent[],
): Promise<string[]> {
  const replicas = [screens].flat()
  let wrong = await compare(server, replicas, events)
  for (let again = 0; wrong.length > 0 && again < 3; again++) {
    await later(300)
    wrong = await compare(server, replicas, await readAll(server))
  }
  return wrong
}

async function compare(
  server: Served,
  replicas: readonly Replica[],
  events: readonly RecordedEvent[],
): Promise<string[]> {
  const { position, situation, digest: sum } = await shownBy(server)
  const wrong: string[] = []
  if (events.length !== position.seq) wrong.push(`${events.length} events, shown ${position.seq}`)
  if (digest(foldOf(events, situation)) !== sum)
    wrong.push('the log folds to something else than the server shows')
  for (const replica of replicas) {
    for (let wait = 0; replica.seq < position.seq && wait < 500; wait++) await later(10)
    if (replica.seq !== position.seq)
      wrong.push(`a screen stands at ${replica.seq}, the server at ${position.seq}`)
    if (replica.digest() !== sum) wrong.push('a screen holds something else than the server shows')
  }
  return wrong
}

/** What a server shows a display. */
async function shownBy({ address, display }: Pick<Served, 'address' | 'display'>) {
  const headers = { authorization: `Bearer ${display}` }
  return (await (await fetch(`${address}/api/situation`, { headers })).json()) as {
    digest: string
    position: { seq: number }
    situation: SituationJson
  }
}

/** The log folded anew, from the settings that `shown` began with. */
function foldOf(events: readonly RecordedEvent[], shown: SituationJson): Situation {
  const fresh = createSituation(firstSettings(shown))
  for (const event of events) evolve(fresh, event)
  return fresh
}

/** The settings that stood before the first event: no event of these rounds changes one. */
function firstSettings({ setting }: SituationJson): Record<string, unknown> {
  return Object.fromEntries(setting.map(({ id, value }) => [id, value]))
}
