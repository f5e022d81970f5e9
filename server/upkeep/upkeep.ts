import type { Parts } from '../parts.ts'
import type { Ended } from '../registers/ticket-rows.ts'
import type { World } from '../worlds.ts'
import { backupSources, declarations, isDue, takeBackup, type BackupPlan } from './backups.ts'
import type { ClockWatch } from './clock-watch.ts'
import { sayings, sayOfItself, type Condition } from './conditions.ts'
import { diskCondition, roomIn } from './disk.ts'
import { unwritten } from './unwritten.ts'
import { archiveDue, eraseDue } from './retention.ts'

const everyMs = 30_000
const retainEveryMs = 3_600_000

/** The plan of backups, where one is configured. */
export function backupPlan(config: Parts['config']): BackupPlan | undefined {
  const { BACKUP_DIR, BACKUP_COPY_DIR, BACKUP_HOURS, BACKUP_KEEP } = config
  if (!BACKUP_DIR) return undefined
  return { folder: BACKUP_DIR, copyFolder: BACKUP_COPY_DIR, everyHours: BACKUP_HOURS, keep: BACKUP_KEEP }
}

/** Watches the installation itself: backups, disk, clock. What it finds is told like anything else. Answers how to stop. */
export function startUpkeep(
  { config, logger, vault }: Pick<Parts, 'config' | 'logger' | 'vault'>,
  world: World,
  clock: ClockWatch,
): () => Promise<void> {
  const plan = backupPlan(config)
  const end = new AbortController()
  let tried = 0
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
    const now = world.clock.now()
    if (!plan || !isDue(staff().source.get(backupSources.taken), plan, now, tried)) return
    tried = now
    const said = await takeBackup(plan, now, end.signal)
    if (!end.signal.aborted) await sayOfItself(world, said)
  }
  /** Old rows leave the log once an hour; personal data goes a hundred complaints at a time until none is due. */
  const retain = async (): Promise<void> => {
    const before = erased
    erased = await eraseDue(world, vault, before)
    if (erased !== before || performance.now() - retained < retainEveryMs) return
    retained = performance.now()
    const files = await archiveDue(world, end.signal)
    for (const file of files) logger.info(file, 'old rows were moved to an archive file')
  }
  const look = async (): Promise<void> => {
    const { alarm } = staff()
    const folders: [name: string, folder: string][] = [['data', config.DATA_DIR]]
    if (plan) folders.push(['cadangan', plan.folder])
    if (plan?.copyFolder) folders.push(['salinan', plan.copyFolder])
    const conditions: Condition[] = [...clock.look(), ...unwritten(world.writing)]
    for (const [name, folder] of folders) {
      const told = alarm.get(`ruang-disk:${name}`)
      const before = told && told.state !== 'returned' ? told.level : 0
      // A folder that is not there is told by the backup that fails.
      const room = await roomIn(folder).catch(() => undefined)
      const condition = room && diskCondition(name, room, before)
      if (condition) conditions.push(condition)
    }
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
