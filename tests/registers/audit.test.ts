import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { system } from '../../server/access/caller.ts'
import { followed } from '../log/told.ts'
import { openRegisters } from '../../server/registers/registers.ts'
import { caller, feeder, incident, operator, TestWorld } from '../hub/world.ts'

let world: TestWorld
beforeEach(async () => {
  world = await new TestWorld().open()
})
afterEach(() => world.discard())

const newest = Number.MAX_SAFE_INTEGER
const audit = () => world.world.registers.audit()
const list = async (filter = {}) => (await audit()).list(filter, newest, 100)
const read = (reference: string, by: string) => ({
  type: 'vault.read' as const,
  subject: 'vault',
  data: { reference, reason: 'permintaan warga', by },
})

test('what a person did and what the doors noted stands there, newest first; what a feed said does not', async () => {
  const told = await world.recorded(incident('i1', { reporter: { name: 'Ibu Contoh' } }), operator)
  await world.recorded(incident('i2'), feeder)
  const seen = await world.recorded(read('v_1', 'admin:p_1'), system)
  expect(await list()).toEqual([
    {
      seq: seen,
      recorded: '2026-03-30T02:00:00.000Z',
      actor: 'admin:p_1',
      type: 'vault.read',
      subject: 'vault',
      summary: { reference: 'v_1', reason: 'permintaan warga' },
    },
    {
      seq: told,
      recorded: '2026-03-30T02:00:00.000Z',
      actor: 'operator:k_test',
      type: 'incident.reported',
      subject: 'i1',
      summary: { level: 1, hazard: 'banjir' },
    },
  ])
})

test('what people write freely, and what is personal, is not in it', async () => {
  const data = {
    description: 'Pak Contoh terjebak',
    reporter: { name: 'Ibu Contoh' },
    title: 'Banjir Contoh',
  }
  await world.recorded(incident('i1', data), operator)
  await world.recorded({ type: 'incident.assessed', subject: 'i1', data: { note: 'Bu Contoh' } }, operator)
  await world.recorded(
    { type: 'incident.rejected', subject: 'i1', data: { reason: 'salah, kata Contoh' } },
    operator,
  )
  expect(await list()).toHaveLength(3)
  expect(JSON.stringify(await list())).not.toContain('Contoh')
})

test('from where somebody was refused is told as a reference into the vault', async () => {
  const data = { door: 'password', address: '203.0.113.9' }
  await world.recorded({ type: 'session.refused', subject: 'password', data }, system)
  const [row] = await list()
  const address = String(row?.summary.address)
  expect(row).toMatchObject({
    actor: '',
    summary: { door: 'password', address: expect.stringMatching(/^v_/) },
  })
  expect(world.vault.read(address)).toEqual({ address: '203.0.113.9' })
})

test('it is found by actor, role, reference, type, noun, subject and time', async () => {
  await world.recorded(incident('i1'), operator)
  world.now += 3_600_000
  await world.recorded(incident('i2'), caller('agency:dinkes', 'p_7'))
  await world.recorded(read('v_1', 'agency:dinkes:p_7'), system)
  await world.recorded({ type: 'session.started', subject: 'p_9', data: { way: 'password' } }, system)
  const found = async (filter: Record<string, string>) => (await list(filter)).map(({ seq }) => seq)
  expect(await found({ actor: 'agency:dinkes:p_7' })).toEqual([3, 2])
  expect(await found({ actor: 'agency:dinkes' })).toEqual([3, 2])
  expect(await found({ actor: 'p_7' })).toEqual([3, 2])
  expect(await found({ actor: 'operator' })).toEqual([1])
  expect(await found({ actor: 'p_9' })).toEqual([4])
  expect(await found({ type: 'incident.reported' })).toEqual([2, 1])
  expect(await found({ type: 'incident' })).toEqual([2, 1])
  expect(await found({ type: 'inc' })).toEqual([])
  expect(await found({ subject: 'i2' })).toEqual([2])
  expect(await found({ from: '2026-03-30T02:30:00.000Z' })).toEqual([4, 3, 2])
  expect(await found({ to: '2026-03-30T03:00:00.000Z' })).toEqual([1])
  expect(await found({ type: 'incident', actor: 'p_7' })).toEqual([2])
  expect((await audit()).count({ type: 'incident' })).toBe(2)
})

test('it is read in pages that follow on each other', async () => {
  for (let at = 1; at <= 5; at++) await world.recorded(incident(`i${at}`), operator)
  const rows = await audit()
  const page = (before: number) => rows.list({}, before, 2).map(({ seq }) => seq)
  expect([page(newest), page(4), page(2)]).toEqual([[5, 4], [3, 2], [1]])
})

test('what does not concern it is passed over without a gap, over a restart too', async () => {
  await world.recorded(incident('i1'), operator)
  for (let at = 0; at < 1_100; at++) await world.recorded(incident(`f${at}`), feeder)
  const last = await world.recorded(incident('i2'), operator)
  expect((await list()).map(({ seq }) => seq)).toEqual([last, 1])
  for (let at = 0; at < 3; at++) await world.recorded(incident(`g${at}`), feeder)
  await world.world.close()
  await world.open()
  const after = await world.recorded(incident('i3'), operator)
  expect((await list()).map(({ seq }) => seq)).toEqual([after, last, 1])
})

test('it can be built anew from the log', async () => {
  await world.recorded(incident('i1'), operator)
  await world.recorded(read('v_1', 'admin:p_1'), system)
  const anew = await openRegisters(join(world.folder, 'anew.db'), followed(world.world.log), {})
  expect((await anew.audit()).list({}, newest, 100)).toEqual(await list())
  await anew.close()
})
