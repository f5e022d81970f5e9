import type { Audience } from '../../shared/audience.ts'

export type Role = 'feeder' | 'operator' | 'executive' | 'display' | 'admin' | `agency:${string}`

/** Who asks: a key or a session. What a feeder says is a fact; what anybody else does is an act. */
export interface Caller {
  role: Role
  /** An opaque reference, e.g. k_3f9a…: it stands as actor in the log. */
  ref: string
  name: string
  /** A feeder's scope: globs over the events' source, '*' for any run of characters. */
  sources: readonly string[]
  /** The types a feeder may say, as globs; left out: all. */
  types?: readonly string[]
  /** Guests are in the room: what is given to this caller is cut as for displays. */
  guests?: true
}

/** The server itself: its feeds and its scheduler. */
export const system: Caller = { role: 'feeder', ref: 'system', name: 'system', sources: ['*'] }

export function isRole(text: string): text is Role {
  return /^(feeder|operator|executive|display|admin|agency:[A-Za-z0-9._-]{1,64})$/.test(text)
}

export function isPerson(caller: Caller): boolean {
  return caller.role !== 'feeder' && caller.role !== 'display'
}

/** The agency of an agency's caller. */
export function agencyOf(caller: Caller): string | undefined {
  return caller.role.startsWith('agency:') ? caller.role.slice('agency:'.length) : undefined
}

/** What a caller may see now: every route that gives out events or items asks here. */
export function audienceOf(caller: Caller): Audience {
  return caller.role === 'display' || caller.guests ? 'wall' : 'staff'
}

/** Whether a feeder may speak for a source. */
export function maySpeakFor(caller: Caller, source: string): boolean {
  return caller.sources.some((glob) => matches(glob, source))
}

/** Whether a feeder may say a type of event. */
export function maySay(caller: Caller, type: string): boolean {
  return caller.types?.some((glob) => matches(glob, type)) ?? true
}

function matches(glob: string, text: string): boolean {
  const parts = glob.split('*')
  const first = parts.shift() ?? ''
  if (parts.length === 0) return glob === text
  if (!text.startsWith(first)) return false
  const last = parts.pop() ?? ''
  let at = first.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
