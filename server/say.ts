import { randomUUID } from 'node:crypto'
import { Refusal } from '../shared/events/problem.ts'
import type { EventType } from '../shared/events/types.ts'
import { system } from './access/caller.ts'
import { takeIn } from './intake.ts'
import type { World } from './worlds.ts'

/** What the server itself says; without an id or a source of its own it gets one. */
interface Said {
  type: EventType
  subject: string
  data: object
  id?: string
  source?: string
  time?: string
}

/** Records what the server itself says; answers its seq. Rejects with a Refusal where it is not taken. */
export async function say(world: World, { id = randomUUID(), source = '/ruang', ...said }: Said) {
  const value = { specversion: '1.0', id, source, ...said }
  const { recorded, known, refused } = await takeIn(world, { keep: () => [] }, [{ value, raw: '' }], system)
  if (refused[0]) throw new Refusal(refused[0].problem)
  return [...recorded, ...known][0]?.seq ?? 0
}

/** Records that personal data was read or erased, by whom and why, before it is. Rejects with a Refusal. */
export async function noteVault(
  world: World,
  type: 'vault.read' | 'vault.erased',
  data: { reference: string; reason: string; by: string },
): Promise<void> {
  await say(world, { type, subject: 'vault', data })
}
