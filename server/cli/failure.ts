import { UnknownType } from '../../shared/situation/evolve.ts'
import { CannotListen, ConfigError } from '../config.ts'
import { Locked } from '../lock.ts'

/** How a command ends; `ruang help` says the same. */
export const exit = { done: 0, failed: 1, usage: 64, inUse: 75, configuration: 78 } as const

/** What went wrong, in one line for the operator, and the exit code. */
export class Failure extends Error {
  readonly code: number
  constructor(message: string, code: number = exit.failed) {
    super(message)
    this.code = code
  }
}

/** Any error as one line. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\s+/g, ' ').trim() || 'failed without a reason'
}

/** The exit code that tells an error. */
export function codeOf(error: unknown): number {
  if (error instanceof Failure) return error.code
  if (error instanceof ConfigError || error instanceof UnknownType) return exit.configuration
  return error instanceof Locked || error instanceof CannotListen ? exit.inUse : exit.failed
}
