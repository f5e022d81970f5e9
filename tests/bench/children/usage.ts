import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a server process spent between `begin` and `end`. */
export interface Usage {
  ms: number
  cpuMs: number
  /** How late the event loop was, ms: 99 of 100 turns and the worst. */
  delayP99: number
  delayMost: number
}

/** Bytes a process holds after a collection. */
export interface Memory {
  rss: number
  held: number
}

const resolution = 1

/** Handlers with which a server process measures itself. */
export function usage() {
  const delay = monitorEventLoopDelay({ resolution })
  let cpu = process.cpuUsage()
  let begun = performance.now()
  return {
    /** `watched: false`: the loop's delay is not looked at, which itself wakes an idle process each millisecond. */
    begin: ({ watched = true } = {}) => {
      if (watched) delay.enable()
      delay.reset()
      cpu = process.cpuUsage()
      begun = performance.now()
    },
    end: (): Usage => {
      delay.disable()
      const { user, system } = process.cpuUsage(cpu)
      return {
        ms: performance.now() - begun,
        cpuMs: (user + system) / 1000,
        delayP99: Math.max(0, delay.percentile(99) / 1e6 - resolution),
        delayMost: Math.max(0, delay.max / 1e6 - resolution),
      }
    },
    memory: async (): Promise<Memory> => {
      for (let round = 0; round < 3; round++) {
        globalThis.gc?.()
        await new Promise((resume) => setTimeout(resume, 50))
      }
      const { rss, heapUsed, external } = process.memoryUsage()
      return { rss, held: heapUsed + external }
    },
  }
}
