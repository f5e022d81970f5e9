import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LogUnavailable } from '../../server/log/log.ts'
import { caller, feeder, incident, operator, task, TestWorld, ticket } from './world.ts'

let t: TestWorld
beforeEach(async () => void (t = await new TestWorld().open()))
afterEach(() => t.discard())

const pu = caller('agency:pu')

describe('the hub', () => {
  test('writes what arrives together with one append, and each is folded in when it is answered', async () => {
    const appends = t.countAppends()
    const told = Array.from({ length: 500 }, (_, index) =>
      t.tell(incident(`i${index}`)).then((outcome) => {
        expect(t.staff.incident.has(`i${index}`)).toBe(true)
        return outcome
      }),
    )
    const outcomes = await Promise.all(told)
    expect(outcomes).toEqual(outcomes.map((_, index) => ({ recorded: index + 1 })))
    expect(appends()).toBe(1)
  })

  test('lets those who come within a few milliseconds of each other share a commit, none waiting for long', async () => {
    const appends = t.countAppends()
    const told: Promise<unknown>[] = []
    // Who comes later than that, on a slow machine, has nobody to share with.
    let late = 0
    for (let at = 0, before = performance.now(); at < 60; at++) {
      told.push(t.tell(incident(`i${at}`)))
      for (let turn = 0; turn < 3; turn++) await new Promise((resume) => setImmediate(resume))
      const now = performance.now()
      if (now - before > 3) late++
      before = now
    }
    await Promise.all(told)
    expect(t.staff.incident.size).toBe(60)
    expect(appends()).toBeLessThan(20 + late)
  })

  test('adds the place and who did it, and takes neither from a sender', async () => {
    await t.tell({ ...incident('i'), ...{ actor: 'admin:k_other', vault: 'v_x', seq: 9 } }, operator)
    const [event] = await t.world.log.read(0, 1)
    expect(event).toMatchObject({ region: '52.02.04', actor: 'operator:k_test', seq: 1 })
    expect(event).not.toHaveProperty('vault')
    await t.tell(incident('j', { geometry: { type: 'Point', coordinates: [100, -1] } }))
    const [fact] = await t.world.log.read(1, 1)
    expect(fact).not.toHaveProperty('region')
    expect(fact).not.toHaveProperty('actor')
  })

  test('answers a statement told again with its first seq, later and within one group', async () => {
    const statement = { ...incident('i'), id: 'same' }
    const outcomes = await Promise.all([t.tell(statement), t.tell(statement), t.tell(incident('j'))])
    expect(outcomes).toEqual([{ recorded: 1 }, { known: 1 }, { recorded: 2 }])
    expect(await t.tell(statement)).toEqual({ known: 1 })
    expect(await t.tell({ ...statement, source: '/other' })).toEqual({ recorded: 3 })
    expect((await t.world.log.head()).seq).toBe(3)
  })

  test('knows an act told again, also where it could not be done a second time', async () => {
    await t.tell(incident('i'))
    await t.tell(task('g', 'i'))
    const acts = ['task.acknowledged', 'task.completed'] as const
    for (const [at, type] of acts.entries()) {
      const act = { type, subject: 'g', id: type }
      const twice = await Promise.all([t.tell(act, pu), t.tell(act, pu)])
      expect(twice).toEqual([{ recorded: at + 3 }, { known: at + 3 }])
      expect(await t.tell(act, pu)).toEqual({ known: at + 3 })
    }
  })

  test('refuses an act that is not possible now with 409 and what stands there', async () => {
    await t.tell(incident('i'))
    await t.tell({ type: 'incident.verified', subject: 'i' }, operator)
    const again = await t.tell({ type: 'incident.verified', subject: 'i' }, operator)
    expect(again).toMatchObject({
      refused: { status: 409, current: { id: 'i', status: 'verified', seq: 2 } },
    })
    const unknown = await t.tell({ type: 'task.acknowledged', subject: 'none' }, operator)
    expect(unknown).toMatchObject({ refused: { status: 409, current: null } })
    expect((await t.world.log.head()).seq).toBe(2)
  })

  test('records the same as a fact when a source says so, however odd', async () => {
    expect(await t.tell({ type: 'task.acknowledged', subject: 'none' }, feeder)).toEqual({ recorded: 1 })
    expect(t.staff.counter.get('odd')?.n).toEqual({ task: 1 })
  })

  test('refuses an act whose subject changed since the person looked', async () => {
    const seen = await t.recorded(incident('i'))
    await t.tell({ type: 'incident.assessed', subject: 'i', data: { level: 3 } })
    const act = { type: 'incident.resolved', subject: 'i' } as const
    const late = await t.tell({ ...act, basis: seen }, operator)
    expect(late).toMatchObject({ refused: { status: 409, current: { level: 3, seq: 2 } } })
    expect(await t.tell({ ...act, basis: 2 }, operator)).toEqual({ recorded: 3 })
  })

  test('decides an act after the events of its own group that it rests on', async () => {
    const outcomes = await Promise.all([
      t.tell(incident('i'), operator),
      t.tell(task('g', 'i'), operator),
      t.tell({ type: 'task.acknowledged', subject: 'g' }, pu),
      t.tell({ type: 'task.completed', subject: 'g' }, pu),
      t.tell({ type: 'incident.resolved', subject: 'i', basis: 1 }, operator),
    ])
    expect(outcomes.slice(0, 4)).toEqual([1, 2, 3, 4].map((recorded) => ({ recorded })))
    expect(outcomes[4]).toMatchObject({ refused: { status: 409 } })
  })

  test('lets exactly one of many win who acknowledge the same task at once', async () => {
    await t.tell(incident('i'))
    await t.tell(task('g', 'i'))
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        t.tell({ type: 'task.acknowledged', subject: 'g' }, caller('agency:pu', `k_${index}`)),
      ),
    )
    expect(outcomes.filter((outcome) => 'recorded' in outcome)).toEqual([{ recorded: 3 }])
    expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused.status === 409)).toHaveLength(
      19,
    )
    expect((await t.world.log.head()).seq).toBe(3)
  })

  test('refuses all that waits while the log takes nothing, shows nothing of it, and works later', async () => {
    await t.tell(incident('i'))
    const { log } = t.world
    const append = log.append.bind(log)
    log.append = () => Promise.reject(new LogUnavailable('disk full'))
    const told = [t.tell(incident('a')), t.tell(incident('b'), operator)]
    const failed = await Promise.allSettled(told)
    for (const { status, ...rest } of failed) {
      expect(status).toBe('rejected')
      expect('reason' in rest && rest.reason).toBeInstanceOf(LogUnavailable)
    }
    expect([...t.staff.incident.keys()]).toEqual(['i'])
    log.append = append
    expect(await t.tell(incident('a'))).toEqual({ recorded: 2 })
  })

  test('refuses at once what is told while 50,000 wait', async () => {
    const event = (await t.tell(incident('i'))) && (await t.world.log.read(0, 1))[0]!
    t.world.log.append = () => Promise.reject(new LogUnavailable('disk full'))
    const told = Array.from({ length: 50_001 }, () => t.world.hub.record(event, undefined, feeder))
    await expect(told.at(-1)).rejects.toThrow('too many statements are waiting')
    const others = await Promise.allSettled(told.slice(0, -1))
    expect(others.every(({ status }) => status === 'rejected')).toBe(true)
  })

  test('writes nothing down when the vault cannot take the personal part', async () => {
    t.vault.close()
    await expect(t.tell(ticket('t', { reporter: 'Budi Contoh' }))).rejects.toThrow(LogUnavailable)
    expect((await t.world.log.head()).seq).toBe(0)
    expect(await t.tell(ticket('u'))).toEqual({ recorded: 1 })
  })

  test('folds the log anew to the same situation after a restart', async () => {
    await Promise.all([incident('i'), task('g', 'i'), ticket('t')].map((statement) => t.tell(statement)))
    const before = structuredClone(t.staff.ticket)
    await t.world.close()
    await t.open()
    expect(t.staff.ticket).toEqual(before)
    expect(await t.tell({ type: 'task.acknowledged', subject: 'g' }, pu)).toEqual({ recorded: 4 })
  })
})
