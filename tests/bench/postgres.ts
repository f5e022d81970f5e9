import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { PostgresLog } from '../../server/log/postgres.ts'
import type { NewEvent } from '../../shared/events/types.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { median } from './figure.ts'
import { mix } from './mix.ts'

const writers = 8
const perGroup = 500
/** How many groups each writer tells, and how many before them that are not counted. */
const groups = 24
const warm = 4

const figures = {
  eight: 'PostgreSQL, 8 writers, order and chain kept',
  one: 'PostgreSQL, one batched writer, no order, no chain',
  served: 'PostgreSQL, 8 processes that follow, ask and append',
}

/** What one writer tells: groups of statements that nobody else tells. */
function* told(writer: string, count: number): Generator<NewEvent[]> {
  const { then } = mix(1_000, perGroup)
  const group = then.map((event) => {
    const { seq: _, recorded: __, ...rest } = event
    return rest as NewEvent
  })
  for (let at = 0; at < count; at++)
    yield group.map((event, place) => ({ ...event, id: `${writer}-${at}-${place}` }))
}

const rows = writers * groups * perGroup
const perSecond = (begun: number): number => rows / ((performance.now() - begun) / 1000)

/** The order and the chain must be whole, or the figure is worth nothing. */
async function check(log: PostgresLog): Promise<void> {
  const found = await log.verify()
  if (found.bad !== undefined || found.rows !== rows + writers * warm * perGroup)
    throw new Error(JSON.stringify(found))
}

/** Rows per second of eight writers, each with its own connection, that append at once. */
async function together(postgres: Postgres, world: string): Promise<number> {
  const logs = await Promise.all(Array.from({ length: writers }, () => PostgresLog.open(postgres.url, world)))
  const append = (name: string, count: number) =>
    Promise.all(
      logs.map(async (log, writer) => {
        for (const group of told(`${name}${writer}`, count))
          await log.append(new Date().toISOString(), async () => group)
      }),
    )
  await append('warm', warm)
  const begun = performance.now()
  await append('w', groups)
  const reached = perSecond(begun)
  await check(logs[0]!)
  await Promise.all(logs.map((log) => log.close()))
  return reached
}

/** Rows per second of one connection that writes the same groups: numbers of a sequence, as they come; no chain. */
async function alone(postgres: Postgres, table: string): Promise<number> {
  const client = await postgres.connect()
  await client.query(`CREATE TABLE ${table} (seq bigserial PRIMARY KEY, source text NOT NULL, id text NOT NULL,
    recorded text NOT NULL, body text NOT NULL, UNIQUE (source, id))`)
  const append = (events: NewEvent[]) =>
    client.query({
      name: 'insert',
      text: `INSERT INTO ${table} (source, id, recorded, body)
        SELECT source, id, $1, body FROM unnest($2::text[], $3::text[], $4::text[]) AS told (source, id, body)`,
      values: [
        new Date().toISOString(),
        events.map(({ source }) => source),
        events.map(({ id }) => id),
        events.map((event) => JSON.stringify(event)),
      ],
    })
  for (const group of told('warm', writers * warm)) await append(group)
  const begun = performance.now()
  for (const group of told('w', writers * groups)) await append(group)
  const reached = perSecond(begun)
  await client.end()
  return reached
}

/** A process as a server is one: it follows the log, and asks what is known before it appends. */
async function serve(url: string, world: string, writer: string): Promise<void> {
  const log = await PostgresLog.open(url, world)
  log.follow(0, () => undefined)
  const append = (events: NewEvent[]) =>
    log.append(new Date().toISOString(), async ({ known }) => {
      const seqs = await known(events)
      return events.filter((_, at) => seqs[at] === undefined)
    })
  for (const group of told(`warm${writer}`, warm)) await append(group)
  process.send?.('ready')
  await once(process, 'message')
  for (const group of told(writer, groups)) await append(group)
  process.send?.('done')
  await log.close()
  process.disconnect?.()
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((done, fail) => {
    child.on('message', (message) => message === word && done())
    child.once('exit', (code) => code && fail(new Error(`a writer ended with ${code}`)))
  })
}

/** Rows per second of eight such processes. */
async function servers(postgres: Postgres, world: string): Promise<number> {
  const log = await PostgresLog.open(postgres.url, world)
  const children = Array.from({ length: writers }, (_, writer) =>
    fork(import.meta.filename, ['server', postgres.url, world, String(writer)]),
  )
  await Promise.all(children.map((child) => said(child, 'ready')))
  const done = Promise.all(children.map((child) => said(child, 'done')))
  const begun = performance.now()
  for (const child of children) child.send('go')
  await done
  const reached = perSecond(begun)
  await check(log)
  await log.close()
  return reached
}

function say(figure: string, values: number[], unit: string): void {
  const [value, ...each] = [median(values), ...values].map((number) => Number(number.toPrecision(4)))
  console.log(JSON.stringify({ figure, value, unit, values: each }))
}

async function measure(rounds: number): Promise<void> {
  const postgres = await startPostgres()
  const [one, eight, served]: [number[], number[], number[]] = [[], [], []]
  try {
    for (let round = 0; round < rounds; round++) {
      one.push(await alone(postgres, `alone_${round}`))
      eight.push(await together(postgres, `together-${round}`))
    }
    served.push(await servers(postgres, 'servers'))
  } finally {
    await postgres.remove()
  }
  say(figures.eight, eight, 'rows/s')
  say(figures.one, one, 'rows/s')
  const ratios = eight.map((value, round) => value / one[round]!)
  say('PostgreSQL, 8 writers against one', ratios, 'times')
  say(figures.served, served, 'rows/s')
}

const [role, url, world, writer] = process.argv.slice(2)
if (role === 'server' && url && world && writer) await serve(url, world, writer)
else await measure(Number(role ?? 5))
