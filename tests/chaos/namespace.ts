import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { relay } from './relay.ts'

const ip = (...args: string[]): boolean => spawnSync('ip', args).status === 0

/**
 * A way to a port of this machine through a network namespace and over a link of its own, which can be taken down: then
 * packets are lost, and nobody is told. Answers undefined where namespaces may not be made.
 */
export async function throughNamespace(port: number) {
  const name = `ruang${process.pid}`
  const [near, far] = ['10.213.57.1', '10.213.57.2']
  const link = `rv${process.pid % 100_000}`
  const gone = () => ip('netns', 'del', name)
  const made =
    ip('netns', 'add', name) &&
    ip('link', 'add', link, 'type', 'veth', 'peer', 'name', 'far', 'netns', name) &&
    ip('addr', 'add', `${near}/30`, 'dev', link) &&
    ip('link', 'set', link, 'up') &&
    ip('-n', name, 'addr', 'add', `${far}/30`, 'dev', 'far') &&
    ip('-n', name, 'link', 'set', 'far', 'up')
  if (!made) return void gone()
  const here = await relay(port, '127.0.0.1', near)
  const script = join(import.meta.dirname, 'far.ts')
  const command = ['netns', 'exec', name, process.execPath, script, near, String(here.port), far]
  const child = spawn('ip', command, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    host: far,
    port: Number(said.toString()),
    how: 'a network namespace',
    cut: () => void ip('link', 'set', link, 'down'),
    heal: () => void ip('link', 'set', link, 'up'),
    close: () => {
      child.kill('SIGKILL')
      here.close()
      gone()
    },
  }
}
