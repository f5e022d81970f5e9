import type { Logger } from 'pino'
import type { Standing } from './standing.ts'

/** Says in the server's own log how a register stands. */
export function registersTold(logger: Logger): (world: string, standing: Standing) => void {
  return (world, { name: register, behind, failing, behindSince }) => {
    const line = { world, register, behind }
    if (failing) logger.error({ ...line, reason: failing.reason }, 'a register cannot go on: tried again')
    else if (behindSince !== undefined) logger.warn(line, 'a register lags behind the log')
    else logger.info(line, 'the register goes on')
  }
}
