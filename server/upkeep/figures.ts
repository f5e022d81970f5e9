import type { Figure } from '../counted.ts'
import type { Parts } from '../parts.ts'
import { backupSources } from './backups.ts'

/** What Prometheus is told of the installation itself: disks, backups, clock. */
export function upkeepFigures(server: Parts): Figure[] {
  const backups = () => {
    const sources = server.worlds.find('real')?.present.situations.staff.source
    return Object.values(backupSources).flatMap((id) => sources?.get(id) ?? [])
  }
  return [
    {
      name: 'ruang_disk_free_ratio',
      help: 'Free share of the disk that holds DATA_DIR (data), BACKUP_DIR (cadangan), BACKUP_COPY_DIR (salinan)',
      labels: ['disk'],
      read: async (give) => {
        for (const { name, room } of await server.machine.disks.rooms())
          if (typeof room === 'object') give(room.share, { disk: name })
      },
    },
    {
      name: 'ruang_backup_age_seconds',
      help: 'Since a backup was taken and restored for trial (cadangan), or copied elsewhere whole (cadangan-luar)',
      labels: ['backup'],
      read: (give) => {
        for (const { id, heard, declared } of backups()) {
          const since = Date.parse(heard ?? declared ?? '')
          if (!Number.isNaN(since)) give((Date.now() - since) / 1_000, { backup: id })
        }
      },
    },
    {
      name: 'ruang_certificate_remaining_seconds',
      help: 'Until the certificate of TLS_CERT ends; absent where this server shows none',
      read: (give) => {
        const { certificateEnd } = server.machine
        if (certificateEnd !== undefined) give((certificateEnd - Date.now()) / 1_000)
      },
    },
    {
      name: 'ruang_clock_offset_seconds',
      help: 'How far this clock is ahead of what most publishers say; absent with fewer than two of them in an hour',
      read: (give) => {
        const { apartMs } = server.machine.clock
        if (apartMs !== undefined) give(apartMs / 1_000)
      },
    },
    {
      name: 'ruang_clock_behind_log_seconds',
      help: 'How far this clock is behind the newest recorded event: above 0 a clock was wrong',
      read: (give) => {
        const recorded = server.worlds.find('real')?.present.situations.staff.recorded
        if (recorded) give(Math.max(0, (Date.parse(recorded) - Date.now()) / 1_000))
      },
    },
  ]
}
