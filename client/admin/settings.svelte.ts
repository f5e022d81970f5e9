import type { Source } from '../../shared/situation/items.ts'
import { ask, listOf, textOf, type Answer } from '../ask.ts'
import { inWorld } from '../appearance.ts'
import { siteOfValue, type Site } from '../site.ts'

function numberOf(record: Record<string, unknown>, name: string): number {
  const value = record[name]
  return typeof value === 'number' ? value : 0
}

function sourceOf(record: Record<string, unknown>): Source {
  const failing = record.failing
  const isFailing = typeof failing === 'object' && failing !== null
  const [title, heard] = [textOf(record, 'title'), textOf(record, 'heard')]
  return {
    id: textOf(record, 'id'),
    seq: numberOf(record, 'seq'),
    owner: textOf(record, 'owner'),
    everySeconds: numberOf(record, 'everySeconds'),
    lateAfterSeconds: numberOf(record, 'lateAfterSeconds'),
    ...(title && { title }),
    ...(heard && { heard, items: numberOf(record, 'items') }),
    ...(isFailing && { failing: { reason: '', since: '', ...failing } }),
  }
}

/** The settings and sources as the administrator saw them, and the seq they stood at. */
class Settings {
  seq = $state(0)
  /** The world's clock at the last look, ms UTC. */
  now = $state(0)
  known = $state(false)
  failed = $state(false)
  /** Whether fields hold what was not saved. */
  unsaved = $state(false)
  #values = $state.raw(new Map<string, unknown>())
  sources = $state.raw<Source[]>([])
  site: Site = $derived(siteOfValue(this.#values.get('site')))

  valueOf(key: string): unknown {
    return this.#values.get(key)
  }

  async load(): Promise<void> {
    const { ok, body } = await ask('GET', inWorld('/api/settings'))
    this.failed = !ok
    if (!ok) return
    this.#values = new Map(listOf(body, 'settings').map((one) => [textOf(one, 'id'), one.value]))
    this.sources = listOf(body, 'sources').map(sourceOf)
    this.seq = numberOf(body, 'seq')
    this.now = numberOf(body, 'now')
    this.known = true
  }

  /** Says that a setting changed, from what was seen: 409 where somebody else changed it since. */
  async change(key: string, value: unknown): Promise<Answer> {
    const answer = await ask('POST', inWorld('/api/events'), {
      specversion: '1.0',
      id: `${key}:${Date.now()}:${Math.random().toString(36).slice(2)}`,
      source: '/admin',
      type: 'setting.changed',
      subject: key,
      basis: this.seq,
      data: { key, value },
    })
    if (answer.ok) await this.load()
    return answer
  }
}

export const settings = new Settings()
