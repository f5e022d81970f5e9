import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'

/** Prints how a long run is called and ends: with 0 where that was asked, with 64 where something is unknown. */
export function usage(line: string, code: 0 | 64): never {
  const out = code === 0 ? process.stdout : process.stderr
  out.write(`usage: npm run ${line}\n`)
  process.exit(code)
}

/** What the command line asks of a long run; nothing begins where it holds an option that is not known, or `--help`. */
export function asked<O extends ParseArgsOptionsConfig>(line: string, options: O, allowPositionals = true) {
  const read = () => {
    try {
      return parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals })
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      return usage(line, 64)
    }
  }
  const { values, positionals } = read()
  if ('help' in values && values.help) usage(line, 0)
  return { values, positionals }
}
