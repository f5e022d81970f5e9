import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../postgres.ts'
import { later } from '../bench/room.ts'

const site = join(import.meta.dirname, '..', '..', 'deploy', 'nginx-nodes.conf')

/** Whether nginx is on this machine (Debian: apt-get install nginx-light). */
export const hasNginx = (): boolean => spawnSync('nginx', ['-v']).status === 0

/** The shipped site, without its certificate, on a port of the loopback, in front of these nodes. */
function siteFor(port: number, nodes: readonly string[]): string {
  const [upstreams = '', secured = ''] = readFileSync(site, 'utf8').split(
    /\nserver \{\n {4}listen 80;[^}]*\}\n/,
  )
  const ours = upstreams.replace(/( {4}server \S+(.*;\n))+/g, (_all, _last, how: string) =>
    nodes.map((address) => `    server ${new URL(address).host}${how}`).join(''),
  )
  return `${ours}\n${secured}`
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port};`)
    .replace(/^ *(listen \[|ssl_).*\n/gm, '')
}

/** Starts nginx in front of nodes; answers its address and how to stop it. */
export async function startNginx(folder: string, nodes: readonly string[]) {
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const lines = [
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'daemon off;',
    'worker_processes 1;',
    `pid ${folder}/nginx.pid;`,
    `error_log ${folder}/nginx.log warn;`,
    'events { worker_connections 4096; }',
    'http {',
    'access_log off;',
    ...temporary.map((name) => `${name}_temp_path ${folder}/${name};`),
    siteFor(port, nodes),
    '}',
  ]
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, lines.join('\n'))
  const child = spawn('nginx', ['-p', folder, '-c', file, '-e', join(folder, 'nginx.log')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const address = `http://127.0.0.1:${port}`
  for (let wait = 0; ; wait++) {
    const up = await fetch(`${address}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (up) break
    if (wait > 100)
      throw new Error(`nginx does not answer: ${readFileSync(join(folder, 'nginx.log'), 'utf8')}`)
    await later(50)
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
  }
  return { address, stop }
}
