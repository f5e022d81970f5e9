import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** What a child process can be asked for, by name. */
type Handlers = Record<string, (argument: never) => unknown>

interface Call {
  call: number
  name: string
  argument: unknown
}
interface Answer {
  call: number
  value?: unknown
  error?: string
}

/** A process of ours that answers questions. */
export interface Child {
  process: ChildProcess
  ask: <T>(name: string, argument?: unknown) => Promise<T>
  /** Ends it at once (SIGKILL) and waits until it is gone. */
  kill: () => Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** Starts a file of tests/ in a process of its own, so that its CPU and its event loop are its own. */
export function start(file: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Child {
  const child = fork(join(import.meta.dirname, '..', file), args, {
    execArgv: ['--expose-gc', ...(env.BENCH_NODE_OPTIONS ?? '').split(' ').filter(Boolean)],
    env: { ...process.env, ...env },
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
  })
  running.add(child)
  const waiting = new Map<number, { give: (value: never) => void; fail: (error: Error) => void }>()
  let calls = 0
  child.on('message', ({ call, value, error }: Answer) => {
    const one = waiting.get(call)
    waiting.delete(call)
    if (error === undefined) one?.give(value as never)
    else one?.fail(new Error(`${file}: ${error}`))
  })
  const gone = new Promise<void>((done) => {
    child.once('exit', () => {
      running.delete(child)
      for (const { fail } of waiting.values()) fail(new Error(`${file} ended`))
      done()
    })
  })
  return {
    process: child,
    ask: (name, argument) =>
      new Promise((give, fail) => {
        waiting.set(++calls, { give, fail })
        child.send({ call: calls, name, argument } satisfies Call)
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The child's side: answers the parent's questions, and ends with it. */
export function answer(handlers: Handlers): void {
  process.on('message', ({ call, name, argument }: Call) => {
    const act = handlers[name] as ((argument: unknown) => unknown) | undefined
    const outcome = act ? Promise.resolve().then(() => act(argument)) : Promise.reject(new Error(name))
    outcome.then(
      (value) => process.send?.({ call, value } satisfies Answer),
      (error: Error) => process.send?.({ call, error: error.stack ?? String(error) } satisfies Answer),
    )
  })
  process.on('disconnect', () => process.exit(0))
}
