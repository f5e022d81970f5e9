import { Hono, type Context } from 'hono'
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { id } from '../../shared/events/fields.ts'
import { fieldErrors, problem, Refusal } from '../../shared/events/problem.ts'
import { guestMode, settingErrors } from '../../shared/settings.ts'
import { takeIn } from '../intake.ts'
import { parseJson, readBody, textOf } from './body.ts'
import { allow, wholeNumber, type Env } from './context.ts'
import { differences, own } from './differences.ts'
import { nameOf } from './screens.ts'

const format = 'ruang-pantau-configuration'
const limit = 1_000_000
const list = z.array(z.unknown()).default([])
/** What is read of a file: only the settings are taken from it. */
const file = z.object({
  format: z.literal(format, { error: `must be ${format}` }),
  version: z.literal(1, { error: 'must be 1: this server reads no other' }),
  settings: z.record(id, z.json()),
  sources: list,
  people: list,
  keys: list,
  screens: list,
})

/** The settings as they stand, and the whole configuration as one file. No secret is ever in it. */
export const configuration = new Hono<Env>()
  .get('/api/settings', allow(), (c) => {
    const { present, clock } = c.var.world
    const { setting, source, seq } = present.situations.staff
    c.header('Cache-Control', 'no-store')
    return c.json({ seq, now: clock.now(), settings: [...setting.values()], sources: [...source.values()] })
  })
  .get('/api/configuration', allow(), async (c) => {
    const { world, server } = c.var
    const made = {
      format,
      version: 1,
      made: new Date().toISOString(),
      product: server.version,
      world: world.info.name,
      settings: settingsOf(c),
      sources: [...world.present.situations.staff.source.values()].map(
        ({ id, title, owner, everySeconds, lateAfterSeconds, credit }) => ({
          ...{ id, title, owner, everySeconds, lateAfterSeconds, credit },
        }),
      ),
      people: (await server.access.people.list()).map(({ name, email, role }) => ({ name, email, role })),
      keys: server.keys
        .list()
        .map(({ name, role, sources, types, expires }) => ({ ...{ name, role, sources, types, expires } })),
      screens: server.access.screens.list().map(({ name, place, distance, height, wall, number }) => ({
        ...{ name, place, distance, height, wall, number },
      })),
    }
    const noted = { what: 'configuration' as const, by: nameOf(c) }
    await server.access.journal.note('export.made', 'configuration', noted, world)
    const name = `ruang-pantau-${server.config.REGION}-${made.made.slice(0, 10)}.json`
    c.header('Content-Type', 'application/json; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    c.header('Cache-Control', 'no-store')
    return c.body(`${JSON.stringify(made, null, 2)}\n`)
  })
  .put('/api/configuration', allow(), async (c) => {
    const given = readFile(parseJson(textOf(await readBody(c, limit))))
    const standing = settingsOf(c)
    const { seq } = c.var.world.present.situations.staff
    const foreign = foreignSite(c, given.settings.site)
    const wanted = Object.entries(given.settings).filter(
      ([key]) => key !== guestMode && (key !== 'site' || !foreign),
    )
    const changed = wanted.filter(([key, value]) => !isDeepStrictEqual(own(standing, key), value))
    const report = {
      changes: changed.flatMap(([key, value]) => differences(own(standing, key), value, key)),
      /** Settings that the file does not name stay as they are. */
      kept: Object.keys(standing).filter((key) => !Object.hasOwn(given.settings, key)),
      notImported: {
        ...(foreign && { site: foreign }),
        sources: given.sources.length,
        people: given.people.length,
        keys: given.keys.length,
        screens: given.screens.length,
      },
    }
    const dryRun = c.req.query('dryRun') !== undefined && c.req.query('dryRun') !== '0'
    if (dryRun) return c.json({ dryRun, basis: seq, ...report })
    const basis = wholeNumber(c, 'basis', { otherwise: seq, least: 0, most: Number.MAX_SAFE_INTEGER })
    return c.json({ dryRun, basis, ...report, ...(await apply(c, changed, basis)) })
  })

const settingsOf = (c: Context<Env>): Record<string, unknown> =>
  Object.fromEntries(
    [...c.var.world.present.situations.staff.setting]
      .filter(([key]) => key !== guestMode)
      .map(([key, { value }]) => [key, value]),
  )

/** The file as it was read; 422 that names every wrong field, before anything is compared. */
function readFile(given: unknown): z.infer<typeof file> {
  const read = file.safeParse(given)
  const errors = read.success
    ? Object.entries(read.data.settings).flatMap(([key, value]) => settingErrors(key, value))
    : fieldErrors(read.error)
  if (read.success && errors.length === 0) return read.data
  throw new Refusal(problem(422, 'Not understood', 'the configuration is wrong', { errors }))
}

/** Why the file's site cannot be this one: another regency needs another region pack. */
function foreignSite(c: Context<Env>, site: unknown): string | undefined {
  const { REGION } = c.var.server.config
  const region = typeof site === 'object' && site !== null && 'region' in site ? site.region : REGION
  return region === REGION
    ? undefined
    : `the file is of region ${String(region)}; this installation is of ${REGION}, see REGION`
}

/** Each setting is an act of the caller's: what somebody changed in the meantime is refused, the others stand. */
async function apply(c: Context<Env>, changed: [key: string, value: unknown][], basis: number) {
  const inputs = changed.map(([key, value]) => ({
    value: {
      specversion: '1.0',
      id: `${key}:${randomUUID()}`,
      source: '/admin',
      type: 'setting.changed',
      subject: key,
      basis,
      data: { key, value },
    },
    raw: '',
  }))
  const { recorded, refused } = await takeIn(c.var.world, { keep: () => [] }, inputs, c.var.caller)
  const keyOf = (name: string) => name.slice(0, name.lastIndexOf(':'))
  const [first] = refused
  if (first && recorded.length === 0) throw new Refusal(first.problem)
  return {
    applied: recorded.map(({ id, seq }) => ({ key: keyOf(id), seq })),
    refused: refused.map(({ id, problem: { detail } }) => ({ key: keyOf(id), detail })),
  }
}
