import { freshness } from '../shared/freshness.ts'
import type { Figure, Give } from './metrics.ts'
import type { Parts } from './parts.ts'
import { fleetFigures, fleetOf } from './fleet/figures.ts'
import { roomIn } from './upkeep/disk.ts'
import type { World } from './worlds.ts'

const openKinds = ['incident', 'task', 'ticket', 'warning', 'alarm'] as const

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
    [...present.situations.staff.source.values()].map((source) => ({
      source: source.id,
      ...freshness(source, clock.now()),
    }))
  return [
    perWorld('ruang_log_seq', 'Newest seq', [], ({ present }, give) => give(present.seq)),
    // A database that is away has no size to tell; that it is away is told elsewhere.
    perWorld('ruang_log_bytes', 'Bytes of the log in its store', [], async ({ log }, give) =>
      log.bytes().then(give, () => undefined),
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
    {
      ...{ name: 'ruang_quarantined', help: 'Statements in quarantine' },
      read: async (give) => give(await server.quarantine.count()),
    },
    {
      ...{ name: 'ruang_disk_free_ratio', help: 'Free share of the disk that holds DATA_DIR' },
      read: async (give) => give((await roomIn(server.config.DATA_DIR)).share),
    },
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
