import { guestMode } from '../shared/settings.ts'
import { ask, textOf, type Answer } from './ask.ts'

/** Pages without a living situation look so often; those with one are told at once. */
const everyMs = 3_000

/** Mode tamu, as this page knows it: whether guests are in the room of this installation. */
class Guests {
  active = $state(false)
  #world = ''

  /** Looks now and every 3 s, until the returned function is called. */
  watch(): () => void {
    void this.look()
    const timer = setInterval(() => void this.look(), everyMs)
    return () => clearInterval(timer)
  }

  async look(): Promise<void> {
    const { ok, body } = await ask('GET', '/api/guests')
    if (!ok) return
    this.active = body.active === true
    this.#world = textOf(body, 'world')
  }

  /** One press: guests come in, or have left. It is an act like any other, and stands in the log. */
  async change(): Promise<Answer> {
    await this.look()
    const value = !this.active
    const answer = await ask('POST', `/api/events?${new URLSearchParams({ world: this.#world })}`, {
      specversion: '1.0',
      id: `${guestMode}:${Date.now()}:${Math.random().toString(36).slice(2)}`,
      source: '/ruang',
      type: 'setting.changed',
      subject: guestMode,
      data: { key: guestMode, value },
    })
    await this.look()
    return answer
  }
}

export const guests = new Guests()
