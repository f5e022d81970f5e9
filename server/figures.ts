import { freshness } from '../shared/freshness.ts'
import type { Figure, Give } from './counted.ts'
import type { Parts } from './parts.ts'
import { fleetFigures, fleetOf } from './fleet/figures.ts'
import { upkeepFigures } from './upkeep/figures.ts'
import type { World } from './worlds.ts'

const openKinds = ['incident', 'task', 'ticket', 'warning', 'alarm'] as const

/** A feeder may name as many sources as it likes; figures are kept of so many. */
const mostSources = 500

/** What the parts of a running server tell of themselves. */
export function figuresOf(server: Parts): Figure[] {
  const perWorld = (
    name: string,
    help: string,
    labels: string[],
    read: (world: World, give: Give) => void | Promise<void>,
  ): Figure => ({
    ...{ name, help, labels: ['world', ...labels] },
    read: async (give) => {
      for (const world of server.worlds.all())
        await read(world, (value, of) => give(value, { world: world.info.name, ...of }))
    },
  })
  const sourcesOf = ({ present, clock }: World) =>
    [...present.situations.staff.source.values()].slice(0, mostSources).map((source) => ({
      source: source.id,
      ...freshness(source, clock.now()),
    }))
  return [
    perWorld('ruang_log_seq', 'Newest seq', [], ({ present }, give) => give(present.seq)),
    // A database that is away has no size to tell; that it is away is told elsewhere.
    perWorld('ruang_log_bytes', 'Bytes of the log in its store', [], async ({ log }, give) =>
      log.bytes().then(give, () => undefined),
    ),
    perWorld(
      'ruang_checkpoint_behind',
      'Events that a start folds anew since the newest checkpoint',
      [],
      ({ present }, give) => give(present.seq - present.checkpointed.seq),
    ),
    perWorld(
      'ruang_checkpoint_age_seconds',
      'Since the newest event of the newest checkpoint was recorded',
      [],
      ({ present, clock }, give) => {
        const at = Date.parse(present.checkpointed.recorded)
        if (!Number.isNaN(at)) give((clock.now() - at) / 1_000)
      },
    ),
    perWorld('ruang_hub_waiting', 'Statements that wait to be recorded', [], ({ hub }, give) =>
      give(hub.waiting),
    ),
    perWorld(
      'ruang_register_behind',
      'Events of the log that a register has not noted',
      ['register'],
      ({ registers }, give) => {
        for (const { name, behind } of registers.standings()) give(behind, { register: name })
      },
    ),
    perWorld(
      'ruang_register_failing',
      'Whether a register cannot go on',
      ['register'],
      ({ registers }, give) => {
        for (const { name, failing } of registers.standings()) give(failing ? 1 : 0, { register: name })
      },
    ),
    perWorld('ruang_open_items', 'Open items', ['kind'], ({ present }, give) => {
      for (const kind of openKinds) give(present.situations.staff[kind].size, { kind })
    }),
    perWorld('ruang_source_age_seconds', 'Since a source was last heard', ['source'], (world, give) => {
      for (const { source, age } of sourcesOf(world)) if (age !== undefined) give(age / 1_000, { source })
    }),
    perWorld('ruang_source_state', 'Sources by their state', ['source', 'state'], (world, give) => {
      for (const { source, state } of sourcesOf(world)) give(1, { source, state })
    }),
    {
      ...{ name: 'ruang_leading', help: 'Whether schedule, feeds and upkeep run on this node' },
      read: (give) => give(server.leads() ? 1 : 0),
    },
    {
      ...{ name: 'ruang_sockets', help: 'Connected screens', labels: ['world', 'audience'] },
      read: (give) => {
        for (const { world, view } of server.live.listeners()) give(1, { world, audience: view })
      },
    },
    {
      ...{ name: 'ruang_sockets_dropped_total', help: 'Screens cut off because they did not read' },
      kind: 'counter',
      read: (give) => give(server.live.dropped),
    },
    perWorld(
      'ruang_log_writable',
      'Whether the log takes what is told: 0 since it failed, until it is written again',
      [],
      ({ writing }, give) => give(writing.failing ? 0 : 1),
    ),
    {
      name: 'ruang_outbox_deliveries',
      help: 'Statements for outside that wait, or were given up after a day',
      labels: ['channel', 'state'],
      read: async (give) => {
        for (const { id, channel } of await server.outbox.store.targets()) {
          const { waiting, dead } = await server.outbox.store.count(id)
          give(waiting, { channel, state: 'waiting' })
          give(dead, { channel, state: 'dead' })
        }
      },
    },
    {
      ...{ name: 'ruang_quarantined', help: 'Statements in quarantine' },
      read: async (give) => give(await server.quarantine.count()),
    },
    ...upkeepFigures(server),
    {
      ...{ name: 'ruang_refused_total', help: 'Who was refused, by the door', labels: ['door'] },
      kind: 'counter',
      read: (give) => {
        for (const [door, times] of server.access.refusals.counts) give(times, { door })
      },
    },
    ...fleetFigures.map(({ name, help, labels, read }): Figure => {
      return {
        ...{ name, help, labels: ['screen', 'name', ...labels] },
        read: (give) => {
          for (const one of fleetOf(server.access.screens, server.life))
            read(one, (value, more) => give(value, { ...one.labels, ...more }))
        },
      }
    }),
  ]
}
