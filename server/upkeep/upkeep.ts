import type { Parts } from '../parts.ts'
import type { Ended } from '../registers/ticket-rows.ts'
import type { World } from '../worlds.ts'
import {
  backupConditions,
  backupSources,
  copyBackup,
  copyDue,
  declarations,
  isDue,
  takeBackup,
  type Said,
} from './backups.ts'
import { digest } from '../../shared/situation/digest.ts'
import { certificateConditions } from './certificate.ts'
import { sayings, sayOfItself } from './conditions.ts'
import { backupPlan } from './plan.ts'
import { unsynchronized } from './time-sync.ts'
import { undelivered } from './undelivered.ts'
import { unwritten } from './unwritten.ts'
import { archiveDue, eraseDue } from './retention.ts'

const everyMs = 30_000
const retainEveryMs = 3_600_000

/** Watches the installation itself: backups, disk, clock. What it finds is told like anything else. Answers how to stop. */
export function startUpkeep(
  {
    config,
    logger,
    vault,
    machine,
    outbox,
  }: Pick<Parts, 'config' | 'logger' | 'vault' | 'machine' | 'outbox'>,
  world: World,
): () => Promise<void> {
  const { clock, disks, certificateEnd: ends } = machine
  const plan = backupPlan(config)
  const end = new AbortController()
  if (!plan) logger.warn('no backups are taken: set BACKUP_DIR')
  const tried = { taken: -Infinity, copied: -Infinity }
  let retained = -Infinity
  let erased: Ended = { closed: '', row: 0 }
  let retaining: Promise<void> | undefined
  let backing: Promise<void> | undefined
  const staff = () => world.present.situations.staff
  const complain = (error: unknown) => logger.error({ error: String(error) }, 'upkeep could not be told')

  const declare = async (): Promise<void> => {
    if (!plan) return
    const unknown = declarations(plan).filter(({ subject, data }) => {
      const known = staff().source.get(subject)
      return known?.lateAfterSeconds !== data.lateAfterSeconds || known.title !== data.title
    })
    await sayOfItself(world, unknown)
  }
  const backUp = async (): Promise<void> => {
    if (!plan) return
    const sources = staff().source
    if (isDue(sources.get(backupSources.taken), plan, world.clock.now(), performance.now() - tried.taken)) {
      tried.taken = performance.now()
      const before = { seq: world.present.seq, digest: digest(staff()) }
      await say(await takeBackup(plan, new Date(world.clock.now()).toISOString(), before, end.signal))
    }
    const yet = copyDue(plan, sources, performance.now() - tried.copied)
    if (yet === undefined) return
    tried.copied = performance.now()
    const never = sources.get(backupSources.copied)?.heard === undefined
    await say(await copyBackup(plan, yet, never, end.signal))
  }
  /** A failure goes on being the same one: it is said once. */
  const say = async (said: Said): Promise<void> => {
    const failing = staff().source.get(said.subject)?.failing?.reason
    if (end.signal.aborted || (said.type === 'source.failed' && failing === said.data['reason'])) return
    await sayOfItself(world, [said])
  }
  /** Old rows leave the log once an hour; personal data goes a hundred complaints at a time until none is due. */
  const retain = async (): Promise<void> => {
    if (clock.doubtful) return
    const before = erased
    erased = await eraseDue(world, vault, before)
    if (erased !== before || performance.now() - retained < retainEveryMs) return
    retained = performance.now()
    const files = await archiveDue(world, end.signal)
    for (const file of files) logger.info(file, 'old rows were moved to an archive file')
  }
  const look = async (): Promise<void> => {
    const { alarm, source } = staff()
    const conditions = [
      ...clock.look(staff().recorded),
      ...(await unsynchronized(Date.now())),
      ...unwritten(world.writing),
      ...(await undelivered(outbox.store, world.clock.now())),
      ...certificateConditions(ends, Date.now()),
      ...(plan ? backupConditions(plan, source, world.clock.now()) : []),
      ...(await disks.look(alarm)),
    ]
    await sayOfItself(world, sayings(conditions, alarm))
    backing ??= backUp()
      .catch(complain)
      .finally(() => (backing = undefined))
    retaining ??= retain()
      .catch(complain)
      .finally(() => (retaining = undefined))
  }
  let looking = declare().then(look).catch(complain)
  const timer = setInterval(() => (looking = looking.then(look).catch(complain)), everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    end.abort()
    await looking
    await backing
    await retaining
  }
}
