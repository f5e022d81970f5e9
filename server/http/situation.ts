import { Hono } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { columnsMedia } from '../../shared/protocol.ts'
import { digest } from '../../shared/situation/digest.ts'
import { situationToJson } from '../../shared/situation/json.ts'
import { audienceOf } from '../access/caller.ts'
import { foldVersion } from '../fold-version.ts'
import { situationAt } from '../restore.ts'
import { epochFor, viewOf } from '../guests.ts'
import { allow, wholeNumber, wrong, type Env } from './context.ts'

const readers = ['operator', 'executive', 'agency', 'display'] as const

export const situation = new Hono<Env>()
  .get('/api/situation', allow(...readers), async (c) => {
    const { world, caller } = c.var
    const audience = audienceOf(caller)
    const at = instantOf(c.req.query('at'))
    const now = world.present.situations[audience]
    const seen = at === undefined ? now : await situationAt(world.log, world.first, at, audience)
    return c.json({
      position: { epoch: epochFor(world.log.epoch, viewOf(caller)), seq: seen.seq },
      fold: foldVersion(),
      digest: digest(seen),
      situation: situationToJson(seen),
    })
  })
  .get('/api/snapshot', allow(...readers), async (c) => {
    const { world, caller, server } = c.var
    const audience = audienceOf(caller)
    const seq = wholeNumber(c, 'seq', { otherwise: -1, least: 0, most: Number.MAX_SAFE_INTEGER })
    if (c.req.query('audience') !== audience)
      throw new Refusal(problem(403, 'Not allowed', 'another audience’s snapshot'))
    const encodings = c.req.header('accept-encoding') ?? ''
    const encoding = /\bbr\b/.test(encodings) ? 'br' : /\bgzip\b/.test(encodings) ? 'gzip' : 'identity'
    // Columns are for who asks for them: our own pages, of this very build.
    const form = (c.req.header('accept') ?? '').includes(columnsMedia) ? 'columns' : 'json'
    const isOurs = c.req.query('epoch') === world.log.epoch
    const snapshots = isOurs ? server.live.channel(world.info.name, viewOf(caller))?.snapshots : undefined
    let body = snapshots?.body(seq, encoding, form)
    if (snapshots && !body && server.config.DATABASE_URL) {
      await snapshots.bring(seq)
      body = snapshots.body(seq, encoding, form)
    }
    if (!body)
      throw new Refusal(problem(410, 'Gone', 'this snapshot is no longer kept: ask again over the socket'))
    c.header('Content-Type', form === 'columns' ? columnsMedia : 'application/json')
    c.header('Vary', 'Accept, Accept-Encoding, Authorization, Cookie')
    c.header('Cache-Control', 'private, max-age=60')
    if (encoding !== 'identity') c.header('Content-Encoding', encoding)
    return c.body(new Uint8Array(await body))
  })

/** The moment asked for, as UTC; a wrong one is refused. */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const at = Date.parse(text)
  if (/T.*(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(at)) return new Date(at).toISOString()
  throw wrong('at', 'must be an RFC 3339 time with a zone')
}
