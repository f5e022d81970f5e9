import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { Config } from '../config.ts'
import { exit, Failure, oneLine } from './failure.ts'

/** What a command is given: its words after its name, and where it reads and writes. */
export interface Surroundings {
  args: string[]
  /** The configuration from the environment; throws ConfigError. */
  config: () => Config
  print: (line: string) => void
  warn: (line: string) => void
  /** From this call on, Ctrl-C and SIGTERM do not end the process but abort this: the command stops where nothing is half done. */
  signal: () => AbortSignal
}

/** Runs a command and answers its exit code; a Failure says why not. */
export type Run = (around: Surroundings) => Promise<number>

/** The command was called in a way it does not know. */
export const misused = (reason: string, usage: string): Failure =>
  new Failure(`${reason}; usage: ruang ${usage}`, exit.usage)

/** Reads a command's words; a wrong one is told in one line with the usage. */
export function words<O extends ParseArgsOptionsConfig>(
  args: string[],
  usage: string,
  options: O,
  positionals: number,
) {
  const read = readWords(args, usage, options)
  if (read.positionals.length !== positionals) {
    const given = read.positionals.length
    throw misused(
      given < positionals ? 'something is missing' : `${read.positionals[positionals]} is too much`,
      usage,
    )
  }
  return read
}

function readWords<O extends ParseArgsOptionsConfig>(args: string[], usage: string, options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw misused(oneLine(error).replace(/\. .*/, ''), usage)
  }
}
