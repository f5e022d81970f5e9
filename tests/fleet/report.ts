import type { LifeReport } from '../../shared/life.ts'
import type { Running } from '../http/running.ts'

/** A screen in good health says this. */
export function report(more: Partial<LifeReport> = {}): LifeReport {
  return {
    epoch: 'e',
    seq: 0,
    link: 'live',
    hidden: false,
    fps: 60,
    heap: null,
    mapLosses: 0,
    latencyMs: null,
    fold: 'f',
    sound: 'ready',
    width: 1920,
    height: 1080,
    ...more,
  }
}

/** The types of what stands in the log about a subject, in order. */
export async function noted(server: Running, subject: string): Promise<string[]> {
  const answer = await server.get('/api/events?after=0&limit=1000', server.key('admin'))
  const { events } = (await answer.json()) as { events: { type: string; subject: string }[] }
  return events.filter((event) => event.subject === subject).map(({ type }) => type)
}
