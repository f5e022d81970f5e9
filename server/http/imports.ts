import { Hono } from 'hono'
import * as z from 'zod'
import { agencyCode } from '../../shared/written-code.ts'
import { fieldErrors, problem, Refusal } from '../../shared/events/problem.ts'
import { why, type Reason } from '../../shared/events/reasons.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { agencyOf, type Caller } from '../access/caller.ts'
import { Unreadable } from '../feeds/feed.ts'
import type { SheetReading } from '../imports/read-sheet.ts'
import { takeIn } from '../intake.ts'
import { readBody } from './body.ts'
import { allow, type Env } from './context.ts'

const mostBytes = 15_000_000
const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((text) => text === '1')

/** What `ruang import` takes as options. */
const importOptions = z.object({
  dryRun: flag,
  skipRefused: flag,
  agency: z.string().max(200).optional(),
  asOf: z.iso.date().optional(),
  notation: z.enum(['id', 'en']).default('id'),
  sheet: z.string().max(100).optional(),
})

/** A sheet from a page: read as `ruang import` reads it, tried first, and taken whole or not at all. */
export const imports = new Hono<Env>().post('/api/imports/:kind', allow('operator', 'agency'), async (c) => {
  const { caller, world, server } = c.var
  const own = agencyOf(caller)
  const name = c.req.param('kind')
  // With the first sheet: a start need not wait for what reads it.
  const [{ sheetKinds }, { readSheetBytes }] = await Promise.all([
    import('../imports/kinds.ts'),
    import('../imports/read-sheet.ts'),
  ])
  const kind = Object.hasOwn(sheetKinds, name) ? sheetKinds[name] : undefined
  if (!kind) {
    const known = Object.keys(sheetKinds).join(', ')
    throw new Refusal(problem(404, 'Not found', `a sheet is one of: ${known}`))
  }
  const { world: _, ...query } = c.req.query()
  if (own !== undefined && name === 'tickets')
    throw new Refusal(problem(403, 'Not allowed', 'complaints are taken in by the coordinator'))
  const options = importOptions.safeParse(query)
  if (!options.success) {
    const errors = fieldErrors(options.error)
    throw new Refusal(problem(422, 'Not understood', 'some options are wrong', { errors }))
  }
  const { dryRun, skipRefused, agency = own, ...given } = options.data
  const bytes = await readBody(c, mostBytes)
  const reading = await readSheetBytes(bytes, kind, { ...given, agency }).catch((error: unknown) => {
    if (error instanceof Unreadable)
      throw new Refusal(problem(422, 'Not understood', error.message, error.said))
    throw error
  })
  if (own !== undefined) refuseOthers(reading, own, world.present.situations.staff)
  const { rows, refused, mapping } = reading
  const read = { rows, statements: reading.events.length, refused, mapping }
  if (dryRun) return c.json(read)
  if (refused.length > 0 && !skipRefused)
    throw new Refusal(problem(422, 'Not imported', 'rows were refused: mend them, or leave them out', read))
  const inputs = reading.events.map((value) => ({ value, raw: JSON.stringify(value) }))
  const answer = await takeIn(world, server.quarantine, inputs, tellerOf(caller))
  return c.json({
    ...read,
    recorded: answer.recorded.length,
    known: answer.known.length,
    notTaken: answer.refused.map(({ id, problem: { detail } }) => ({ id, detail })),
  })
})

/** What a sheet says is told as facts, by whoever handed it in: whether a thing is known already is no reason to lose a row. */
function tellerOf(caller: Caller): Caller {
  return { role: 'feeder', ref: caller.ref, name: caller.name, sources: ['/impor'] }
}

/** An agency hands in its own rows alone: the others are refused one by one before anything is told. */
function refuseOthers(reading: SheetReading, own: string, situation: Situation): void {
  const agencies = situation.setting.get('agencies')?.value
  const known = new Set<string>()
  const refused = new Map<number, Reason>()
  for (const [at, value] of reading.events.entries()) {
    const { subject = '', data = {} } = value as { subject?: string; data?: { agency?: string } }
    const item =
      situation.project.get(subject) ?? situation.indicator.get(subject) ?? situation.plan.get(subject)
    const named = data.agency && agencyCode(data.agency, agencies)
    const owner = item?.agency || named || (known.has(subject) ? own : '')
    if (owner === own && (named === undefined || named === own)) known.add(subject)
    else
      refused.set(
        reading.lines[at] ?? 0,
        why('belongs-to', `agency: ${subject} belongs to ${owner || 'no agency'}, not to ${own}`, { owner }),
      )
  }
  const kept = reading.events.map((event, at) => ({ event, line: reading.lines[at] ?? 0 }))
  const left = kept.filter(({ line }) => !refused.has(line))
  reading.events = left.map(({ event }) => event)
  reading.lines = left.map(({ line }) => line)
  for (const [line, { detail: reason, ...said }] of refused) reading.refused.push({ line, reason, ...said })
  reading.refused.sort((a, b) => a.line - b.line)
}
