import type { WorldInfo } from '../shared/protocol.ts'
import { inWorld } from './appearance.ts'
import { ask, textOf } from './ask.ts'
import { siteOfValue, type Site } from './site.ts'

/** Which world a page without a living situation speaks of; nothing while the server cannot be asked. */
export async function thisWorld(): Promise<(WorldInfo & { site: Site }) | undefined> {
  const { ok, body } = await ask('GET', inWorld('/api/world'))
  if (!ok) return undefined
  const kind = body.kind === 'exercise' ? 'exercise' : 'real'
  return { name: textOf(body, 'name'), kind, title: textOf(body, 'title'), site: siteOfValue(body.site) }
}
