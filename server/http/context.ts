import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Asker } from '../access/asker.ts'
import type { Caller } from '../access/caller.ts'
import type { Parts } from '../parts.ts'
import type { World } from '../worlds.ts'

/** What routes find in their context. */
export interface Env {
  Bindings: HttpBindings
  Variables: { server: Parts; caller: Caller; world: World }
}

export function askerOf(c: Context<Env>): Asker {
  const { incoming } = c.env
  return c.get('server').askerOf(incoming.socket.remoteAddress ?? '', incoming.headers)
}

export type Allowed = 'feeder' | 'operator' | 'executive' | 'display' | 'admin' | 'agency'

/** Whether a caller has one of the roles; an administrator may all. */
export function permits(caller: Caller, roles: readonly Allowed[]): boolean {
  const role = caller.role.startsWith('agency:') ? 'agency' : (caller.role as Allowed)
  return role === 'admin' || roles.includes(role)
}

/**
 * Lets in the roles named (an administrator always); asks for no world.
 * 401 without a key or session, 403 for the others; a write by cookie must come from a page of ours.
 */
export function admit(...roles: Allowed[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const asker = askerOf(c)
    const caller = await callerOf(c, asker)
    if (!permits(caller, roles)) {
      throw new Refusal(
        problem(403, 'Not allowed', `this needs one of the roles ${[...roles, 'admin'].join(', ')}`),
      )
    }
    const writes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (
      writes &&
      !asker.headers.authorization &&
      (!asker.headers.origin || !c.var.server.doors.originAllowed(asker.headers))
    ) {
      throw new Refusal(
        problem(403, 'Not allowed', 'a write by session must come from a page of this server'),
      )
    }
    c.set('caller', caller)
    await next()
  }
}

/** As `admit`, and finds the world that `?world=` chooses: 404 where there is none. */
export function allow(...roles: Allowed[]): MiddlewareHandler<Env> {
  const admitted = admit(...roles)
  return (c, next) =>
    admitted(c, async () => {
      c.set('world', worldOf(c))
      await next()
    })
}

/** Who asks; 401 for nobody, 429 for who asks too much. */
export async function callerOf(c: Context<Env>, asker = askerOf(c)): Promise<Caller> {
  const { doors, limits } = c.get('server')
  const caller = await doors.callerOf(asker)
  if (caller) {
    limits.spend(caller, 1)
    return caller
  }
  if (asker.headers.authorization) limits.wrongKey(asker.address)
  throw new Refusal(problem(401, 'Not signed in', 'send a key as Authorization: Bearer …, or sign in'))
}

export function worldOf(c: Context<Env>): World {
  const name = c.req.query('world')
  const { worlds } = c.get('server')
  const world = worlds.find(name)
  if (world) return world
  if (worlds.isRestarting(name)) {
    throw new Refusal(
      problem(503, 'Not ready', 'this exercise is being started anew', { retryAfterSeconds: 1 }),
    )
  }
  const names = worlds.all().map(({ info }) => info.name)
  throw new Refusal(problem(404, 'No such world', `world must be one of: ${names.join(', ')}`))
}

/** 400 that names what is wrong in the query, and what it must be. */
export const wrong = (field: string, detail: string): Refusal =>
  new Refusal(problem(400, 'Bad request', `${field} ${detail}`, { errors: [{ field, detail }] }))

/** A whole number from the query, or 400 that names it. */
export function wholeNumber(
  c: Context<Env>,
  name: string,
  { otherwise, least, most }: { otherwise: number; least: number; most: number },
): number {
  const text = c.req.query(name)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw wrong(name, `must be a whole number from ${least} to ${most}`)
}
