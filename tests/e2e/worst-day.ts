import { expect } from 'vitest'
import { recording } from '../../server/demo/recording.ts'
import type { Stage } from './stage.ts'

/** The recorded earthquake night, some hours in: the worst day there is. */
export async function worstDay(stage: Stage): Promise<void> {
  const [night] = (await recording()).segments
  if (!night) throw new Error('no recording')
  const until = Date.parse(night.start) + (Date.parse(night.end) - Date.parse(night.start)) / 2
  await stage.server.worlds.startExercise({ name: 'gladi', title: night.title, start: until, rate: 1 })
  const told = [...night.initial, ...night.events.filter(({ at }) => Date.parse(at) <= until)]
  for (let at = 0; at < told.length; at += 200) {
    const events = told.slice(at, at + 200).map(({ event }) => event as Record<string, unknown>)
    expect(await stage.tell(...events)).toBeLessThan(300)
  }
}
