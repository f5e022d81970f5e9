import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bare } from '../process/bare.ts'

const script = join(import.meta.dirname, '..', '..', 'server', 'cli', 'ruang.ts')

/** How a command ended, and all it said. */
interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs `ruang ARGS` in a process of its own on a data folder. */
export async function ruang(
  folder: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...bare, DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

/** One line, and nothing that only a programmer reads. */
export const clearLine = /^ruang: (?!.*\bat .*\.ts:\d)[^\n]+\n$/

/** Every file of a folder with its content, to see whether anything changed; what the lock leaves is not looked at. */
export function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('lock') && statSync(join(folder, name)).isFile(),
  )
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), 'base64')]))
}
