import { Hono } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { foldVersion } from '../fold-version.ts'
import { anyone } from './anyone.ts'
import { askerOf, callerOf, worldOf, type Env } from './context.ts'

/** HAProxy's `option httpchk` asks by OPTIONS unless it is told otherwise, and judges by the status alone. */
const asked = ['GET', 'OPTIONS']

export const health = new Hono<Env>()
  .on(asked, '/healthz', (c) => {
    const { server } = c.var
    const world = c.req.query('world') === undefined ? server.worlds.find() : worldOf(c)
    const { log, present, writing } = world ?? server.worlds.all()[0] ?? {}
    const position = { epoch: log?.epoch ?? '', seq: present?.seq ?? 0 }
    const failing = writing?.failing
    const trouble = failing && { since: new Date(failing.since).toISOString(), reason: failing.reason }
    const registers = (world?.registers.standings() ?? [])
      .filter(({ failing, behindSince }) => failing ?? behindSince)
      .map(({ name, behind, failing, behindSince = failing?.since }) => ({
        ...{ name, behind, since: new Date(behindSince ?? 0).toISOString() },
        ...(failing && { reason: failing.reason }),
      }))
    return c.json({
      ...{ status: trouble ? 'unwritable' : 'ok', version: server.version, fold: foldVersion(), ...position },
      ...(trouble && { trouble }),
      ...(registers.length > 0 && { registers }),
    })
  })
  .on(asked, '/readyz', async (c) => {
    const reason = await c.var.server.notReady()
    if (reason) throw new Refusal(problem(503, 'Not ready', reason, { retryAfterSeconds: 5 }))
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ready' })
  })
  // So that pages without a living situation say as well that nothing of this is real.
  .get('/api/world', anyone(), (c) => {
    const { info, present } = worldOf(c)
    return c.json({ ...info, site: present.situations.wall.setting.get('site')?.value })
  })
  .get('/metrics', async (c) => {
    const { doors, metrics } = c.var.server
    if (!doors.isLoopback(askerOf(c))) await callerOf(c)
    const counted = await metrics.load()
    c.header('Content-Type', counted.contentType)
    return c.body(await counted.text())
  })
