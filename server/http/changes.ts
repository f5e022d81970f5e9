import { Hono } from 'hono'
import * as z from 'zod'
import { audienceOf } from '../access/caller.ts'
import { changesSince } from '../changes.ts'
import { formOf } from './anyone.ts'
import { allow, type Env } from './context.ts'

const most = 12
export const lookedForm = z.object({ seq: z.number().int().min(0) })

/** What changed since this person last looked; whoever never looked sees the last day. */
export const changes = new Hono<Env>()
  .get('/api/changes', allow('executive', 'operator', 'agency'), async (c) => {
    const { world, caller, server } = c.var
    const looked = server.looked.of(caller.ref, world.log.epoch)
    const audience = audienceOf(caller)
    const seen = world.present.situations[audience]
    const dayAgo = seen.seq - 2_000
    const found = await changesSince(world.log, seen, audience, looked?.seq ?? Math.max(0, dayAgo), most)
    c.header('Cache-Control', 'no-store')
    return c.json({
      ...found,
      since: looked?.at ?? null,
      position: { epoch: world.log.epoch, seq: seen.seq },
    })
  })
  .post('/api/me/looked', allow('executive', 'operator', 'agency'), async (c) => {
    const { world, caller, server } = c.var
    const { seq } = await formOf(c, lookedForm)
    const at = new Date(world.clock.now()).toISOString()
    server.looked.note(caller.ref, world.log.epoch, { seq: Math.min(seq, world.present.seq), at })
    return c.body(null, 204)
  })
