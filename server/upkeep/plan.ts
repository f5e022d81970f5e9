import type { Config } from '../config.ts'

/** When and where backups are taken, from the configuration. */
export interface BackupPlan {
  dataDir: string
  folder: string
  /** A folder elsewhere, e.g. a mounted share. */
  copyFolder: string | undefined
  everyHours: number
  keep: number
}

/** The plan of backups, where one is configured. */
export function backupPlan(config: Config): BackupPlan | undefined {
  const { DATA_DIR, BACKUP_DIR, BACKUP_COPY_DIR, BACKUP_HOURS, BACKUP_KEEP } = config
  if (!BACKUP_DIR) return undefined
  const times = { everyHours: BACKUP_HOURS, keep: BACKUP_KEEP }
  return { dataDir: DATA_DIR, folder: BACKUP_DIR, copyFolder: BACKUP_COPY_DIR, ...times }
}
