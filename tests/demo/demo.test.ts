import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../server/demo/port.ts'
import { emptyFolder } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { serve } from '../process/child.ts'

const root = join(import.meta.dirname, '..', '..')
const script = join(root, 'server', 'cli', 'demo.ts')

/** What the demo leaves in the folder for temporary things. */
const leftIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('ruang-pantau-demo-'))

async function seqAt(address: string): Promise<number> {
  return ((await (await fetch(`${address}/healthz`)).json()) as { seq: number }).seq
}

test('the demo opens its pages without signing in, tells that it is an exercise, goes on every 5 s, and leaves nothing', async () => {
  const temporary = emptyFolder()
  const demo = serve({ TMPDIR: temporary }, [process.execPath, script])
  const address = await demo.address
  expect(leftIn(temporary)).toHaveLength(1)
  const page = await fetch(`${address}/wall`)
  expect(page.status).toBe(200)
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
  const screen = await new Screen(address, { cookie }).seq(1)
  const [first] = screen.said
  expect(first).toMatchObject({ name: 'snapshot', message: { clock: { rate: 60 } } })
  expect(first?.name === 'snapshot' && first.message.world).toMatchObject({ name: 'gladi', kind: 'exercise' })
  // The administrator's page opens too, and has what it shows.
  expect((await fetch(`${address}/admin`)).status).toBe(200)
  for (const path of ['settings', 'people', 'keys', 'screens', 'audit'])
    expect([path, (await fetch(`${address}/api/${path}`, { headers: { cookie } })).status]).toEqual([
      path,
      200,
    ])
  const worlds = await fetch(`${address}/api/worlds`, { headers: { cookie } })
  expect(((await worlds.json()) as { worlds: unknown[] }).worlds).toHaveLength(1)

  // From here on, for 8 s, no pause of 5 s.
  let [seq, changed] = [await seqAt(address), performance.now()]
  const pauses: number[] = []
  for (const end = performance.now() + 8_000; performance.now() < end; await wait(100)) {
    const now = await seqAt(address)
    if (now === seq) continue
    pauses.push(performance.now() - changed)
    ;[seq, changed] = [now, performance.now()]
  }
  expect(pauses.length).toBeGreaterThan(1)
  expect(Math.max(...pauses, performance.now() - changed)).toBeLessThan(5_000)

  const from = performance.now()
  demo.child.kill('SIGTERM')
  const { code, stderr } = await demo.ended
  expect(code).toBe(0)
  // Nothing of the recording was refused.
  expect(stderr).not.toMatch(/^demo: /m)
  expect(performance.now() - from).toBeLessThan(5_000)
  expect(leftIn(temporary)).toEqual([])
})

test('seen through npm, SIGTERM ends the demo and npm with 0', async (context) => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: { demo: string }
  }
  // npm hands the signal to its shell: where the shell does not give way to the demo, the demo never hears of it.
  if (!manifest.scripts.demo.startsWith('exec '))
    return context.skip('the demo script in package.json does not exec')
  const temporary = emptyFolder()
  const folder = emptyFolder()
  const scripts = { demo: manifest.scripts.demo.replace('server/cli/demo.ts', script) }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }))
  const demo = serve({ TMPDIR: temporary }, ['npm', 'run', 'demo', '--prefix', folder])
  await demo.address
  const from = performance.now()
  demo.child.kill('SIGTERM')
  const { code, signal } = await demo.ended
  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(performance.now() - from).toBeLessThan(5_000)
  expect(leftIn(temporary)).toEqual([])
})

test('a port that is wrong or taken is one line, and nothing is left', async () => {
  const temporary = emptyFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  for (const [PORT, wanted] of [
    ['many', 78],
    [String(port), 75],
  ] as const) {
    const { code, stderr } = await serve({ TMPDIR: temporary, PORT }, [process.execPath, script]).ended
    expect(code).toBe(wanted)
    expect(stderr).toMatch(/^demo: PORT: [^\n]+\n$/)
  }
  expect(leftIn(temporary)).toEqual([])
})

test('where nobody chose a port, the next free one is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const free = await freePort(port, '127.0.0.1')
  expect(free).toBeGreaterThan(port)
  expect(free).toBeLessThan(port + 20)
})
