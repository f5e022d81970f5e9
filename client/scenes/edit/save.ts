import { inWorld } from '../../appearance.ts'
import { ask, type Answer } from '../../ask.ts'
import type { LivePage } from '../../live-page.svelte.ts'

/** Says that a setting changed, from what this page has seen: 409 where somebody else changed it since. */
export function saveSetting(page: LivePage, key: 'scenes' | 'walls', value: unknown): Promise<Answer> {
  return ask('POST', inWorld('/api/events'), {
    specversion: '1.0',
    id: `${key}:${Date.now()}:${Math.random().toString(36).slice(2)}`,
    source: '/adegan',
    type: 'setting.changed',
    subject: key,
    basis: page.replica.position?.seq ?? 0,
    data: { key, value },
  })
}
