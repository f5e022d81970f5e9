import { act, type Act } from '../act.ts'
import type { Answer } from '../ask.ts'
import { m } from '../messages/index.ts'
import { refusalOf } from '../pages/refusal.ts'
import { settle } from '../ui/settle.ts'

/** One act at a time of one form: whether it runs, why it was refused, and what stands there where another came first. */
export class Doing {
  busy = $state(false)
  refused = $state('')
  /** What stands at the server, when somebody else changed it since. */
  current = $state.raw<Record<string, unknown> | undefined>()

  /** Resolves to whether it was recorded. */
  async run(one: Act): Promise<boolean> {
    return this.take(() => act(one))
  }

  async take(ask: () => Promise<Answer>): Promise<boolean> {
    this.busy = true
    const answer = await ask()
    this.busy = false
    settle()
    this.refused = ''
    this.current = undefined
    if (answer.ok) return true
    const { current } = answer.body
    if (answer.status === 409 && typeof current === 'object' && current !== null)
      this.current = current as Record<string, unknown>
    this.refused = refusalOf(answer, m.doors.unreachable)
    return false
  }

  forget(): void {
    this.refused = ''
    this.current = undefined
  }
}
