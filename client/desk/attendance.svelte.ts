import { ask } from '../ask.ts'

const everyMs = 60_000

/** How many operators sit at a desk, this one said to be open. As long as the server does not say, one is the careful reading. */
export class Attendance {
  operators = $state(1)

  /** Says each minute that this desk is open, until the returned function is called. */
  start(): () => void {
    const say = async () => {
      const { body } = await ask('POST', '/api/desk/present')
      if (typeof body.operators === 'number') this.operators = Math.max(1, body.operators)
    }
    const timer = setInterval(() => void say(), everyMs)
    void say()
    return () => clearInterval(timer)
  }
}
