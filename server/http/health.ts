import { Hono } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { foldVersion } from '../fold-version.ts'
import { askerOf, type Env } from './context.ts'

export const health = new Hono<Env>()
  .get('/healthz', (c) => {
    const world = c.var.server.worlds.find(c.req.query('world')) ?? c.var.server.worlds.all()[0]
    const position = { epoch: world?.log.epoch ?? '', seq: world?.present.seq ?? 0 }
    return c.json({ status: 'ok', version: c.var.server.version, fold: foldVersion(), ...position })
  })
  .get('/readyz', (c) => {
    const reason = c.var.server.notReady()
    if (reason) throw new Refusal(problem(503, 'Not ready', reason))
    return c.json({ status: 'ready' })
  })
  .get('/metrics', async (c) => {
    const { doors, metrics } = c.var.server
    const asker = askerOf(c)
    if (!doors.isLoopback(asker) && !doors.callerOf(asker)) {
      throw new Refusal(problem(401, 'Not signed in', 'metrics are for loopback or a key'))
    }
    c.header('Content-Type', metrics.contentType)
    return c.body(await metrics.text())
  })
