import { leavingOf, retention, retentionOf, type Retention } from '../../shared/retention.ts'
import { historyOf } from '../history.ts'
import type { Entry } from '../log/archive/file.ts'
import type { Ended } from '../registers/ticket-rows.ts'
import { noteVault } from '../say.ts'
import { referenceOf } from '../vault/originals.ts'
import type { VaultStore } from '../vault/store.ts'
import type { World } from '../worlds.ts'

const dayMs = 86_400_000
const ticketsAtOnce = 100

const standing = (world: World): Retention =>
  retentionOf(world.present.situations.staff.setting.get(retention)?.value)

/** Moves all that is due by the world's setting to archive files; answers what is noted of each. Rejects with LogUnavailable. */
export async function archiveDue(world: World, signal?: AbortSignal): Promise<Entry[]> {
  const moved: Entry[] = []
  for (const { name, days, is } of leavingOf(standing(world))) {
    const before = new Date(world.clock.now() - days * dayMs).toISOString()
    while (!signal?.aborted) {
      const entry = await world.log.archive({ kind: name, before, is })
      if (!entry) break
      moved.push(entry)
    }
  }
  return moved
}

/**
 * Erases what reporters of long closed complaints said of themselves, their original photos too; each erasure stands in the
 * log before. Goes on behind `from`, a hundred complaints at most; answers how far it came.
 */
export async function eraseDue(world: World, vault: VaultStore, from: Ended): Promise<Ended> {
  const { personalOfClosedTickets: days } = standing(world)
  if (days === undefined) return from
  const before = new Date(world.clock.now() - days * dayMs).toISOString()
  let last = from
  const tickets = await world.registers.tickets()
  for (const { id, closed, row } of tickets.endedBefore(before, from, ticketsAtOnce)) {
    for (const reference of await referencesOf(world, id)) await erase(world, vault, reference, days)
    last = { closed, row }
  }
  return last
}

async function referencesOf(world: World, ticket: string): Promise<Set<string>> {
  const history = await historyOf({ log: world.log, seqsOf: world.registers.seqsOf }, ticket)
  const its = history.filter(({ type, subject }) => subject === ticket && type.startsWith('ticket.'))
  return new Set(
    its.flatMap(({ vault, data }) => {
      const photos = 'photos' in data && Array.isArray(data.photos) ? data.photos : []
      const originals = photos.map((photo) => referenceOf(world.info.name, String(photo)))
      return vault ? [vault, ...originals] : originals
    }),
  )
}

async function erase(world: World, vault: VaultStore, reference: string, days: number): Promise<void> {
  const before = await vault.read(reference, world.info.name)
  if (before === undefined || before === 'erased') return
  const reason = `masa simpan ${days} hari sejak pengaduan ditutup`
  await noteVault(world, 'vault.erased', { reference, reason, by: 'server:retention' })
  await vault.erase(reference, new Date().toISOString())
}
