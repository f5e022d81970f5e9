import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { Undelivered } from '../../server/outbox/channel.ts'
import { startOutbox } from '../../server/outbox/outbox.ts'
import { OutboxFile, type Target } from '../../server/registers/outbox-store.ts'
import { undelivered } from '../../server/upkeep/undelivered.ts'
import { TestWorld } from '../hub/world.ts'

const geometry = { type: 'Point', coordinates: [116.3, -8.7] }
const target: Target = {
  ...{
    id: 't',
    channel: 'push',
    name: 'Tablet',
    address: 'https://x.test',
    secret: '',
    events: ['incident.*'],
  },
  ...{ level: 2, agency: 'DINSOS', owner: 'p_1', created: '' },
}

/** A world whose outbox has one target that takes nothing, and a clock of the test's. */
async function begin(holds: boolean) {
  const world = await new TestWorld().open()
  const store = new OutboxFile(join(world.folder, 'outbox.db'))
  store.putTarget(target)
  const clock = { now: 0 }
  const tried: string[] = []
  const send = async (_: Target, { type }: { type: string }) => {
    tried.push(type)
    throw new Undelivered('it answered 500')
  }
  const stop = startOutbox({
    ...{ store, world: world.world, logger: pino({ level: 'silent' }), channels: { push: { send } } },
    holds: async () => holds,
    now: () => clock.now,
  })
  onTestFinished(async () => {
    await stop()
    store.close()
    await world.world.close()
  })
  const report = (subject: string, level: number) =>
    world.recorded({ type: 'incident.reported', subject, data: { hazard: 'x', level, title: 'x', geometry } })
  return { world, store, clock, tried, report }
}

test('what does not arrive is tried for a day, then it is dead; what is beneath the level is never told', async () => {
  const { store, clock, tried, report } = await begin(true)
  await report('a', 1)
  await report('b', 2)
  await expect.poll(() => tried).toEqual(['incident.reported'])
  await expect.poll(() => store.list('waiting', 9)).toMatchObject([{ attempts: 1, next: 1_000 }])
  clock.now = 86_400_000
  await expect.poll(() => store.list('dead', 9)).toMatchObject([{ attempts: 2 }])
  expect(tried).toHaveLength(2)
})

test('a target of an agency hears of its own tasks and of what is everybody’s, not of another’s', async () => {
  const { world, store, report } = await begin(true)
  store.putTarget({ ...target, events: ['*'] })
  await report('a', 3)
  for (const [subject, agency] of [
    ['t1', 'PUPR'],
    ['t2', 'DINSOS'],
  ] as const)
    // prettier-ignore
    await world.recorded({ type: 'task.assigned', subject, data: { incident: 'a', agency, title: 'x' } })
  const waiting = () => store.list('waiting', 9).map(({ seq }) => seq)
  await expect.poll(waiting).toEqual([3, 1])
})

test('whoever may no longer come in is told nothing more', async () => {
  const { store, tried, report } = await begin(false)
  await report('a', 3)
  await expect.poll(() => store.targets()).toEqual([])
  expect([tried, store.list('waiting', 9)]).toEqual([[], []])
})

test('what has waited for a quarter of an hour is told, an hour more gravely, until it has gone', async () => {
  const { store, clock, tried, report } = await begin(true)
  await report('a', 2)
  await expect.poll(() => tried).toHaveLength(1)
  const minutes = async (n: number) =>
    (await undelivered(store, n * 60_000)).map(({ about, level, message }) => [about, level, message])
  expect(await minutes(14)).toEqual([])
  expect(await minutes(15)).toEqual([['push', 1, expect.stringContaining('1 tertahan')]])
  expect(await minutes(60)).toEqual([['push', 2, expect.stringMatching(/^Notifikasi .* 60 menit/)]])
  clock.now = 86_400_000
  await expect.poll(() => store.list('dead', 9)).toHaveLength(1)
  expect(await minutes(1_500)).toEqual([])
})
