import { ask, textOf } from './ask.ts'

const grant = 'urn:ietf:params:oauth:grant-type:device_code'
/** What a screen may wait at most between two attempts, and how long it lets a refusal stand. */
const mostWaitMs = 30_000
const refusedMs = 20_000

/** The screen's side of device authorization (RFC 8628): asks for a code, shows it, and asks again until an operator decides. Never gives up. */
export class Pairing {
  state = $state<'asking' | 'shown' | 'refused' | 'tooMany' | 'away'>('asking')
  code = $state('')
  /** Where an operator approves: the address, and the same with the code. */
  address = $state('')
  link = $state('')
  #stopped = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Begins; `paired` is called once the browser holds the screen's token. */
  start(paired: () => void): () => void {
    void this.#run(paired)
    return () => {
      this.#stopped = true
      clearTimeout(this.#timer)
    }
  }

  async #run(paired: () => void): Promise<void> {
    let failures = 0
    while (!this.#stopped) {
      const { ok, status, body } = await ask('POST', '/api/screens/code', {})
      if (ok) {
        failures = 0
        this.code = textOf(body, 'user_code')
        this.address = textOf(body, 'verification_uri').replace(/^https?:\/\//, '')
        this.link = textOf(body, 'verification_uri_complete')
        this.state = 'shown'
        if (await this.#poll(textOf(body, 'device_code'), Number(body.interval) || 5)) return paired()
        continue
      }
      this.state = status === 429 ? 'tooMany' : 'away'
      await this.#wait(Math.min(mostWaitMs, 1_000 * 2 ** failures++) * (0.5 + Math.random() / 2))
    }
  }

  /** Asks what became of the code; false when a new one is needed. */
  async #poll(code: string, seconds: number): Promise<boolean> {
    let interval = seconds
    while (!this.#stopped) {
      await this.#wait(interval * 1_000)
      if (this.#stopped) return false
      const body = { grant_type: grant, device_code: code }
      const answer = await ask('POST', '/api/screens/token', body)
      if (answer.ok) return true
      const error = textOf(answer.body, 'error')
      if (error === 'slow_down') interval += 5
      else if (error === 'access_denied') {
        this.state = 'refused'
        await this.#wait(refusedMs)
        return false
      } else if (error === 'expired_token') return false
    }
    return false
  }

  #wait(ms: number): Promise<void> {
    return new Promise((done) => (this.#timer = setTimeout(done, ms)))
  }
}
