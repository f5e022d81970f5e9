import type { Config } from '../config.ts'
import { certificateEnd } from './certificate.ts'
import { ClockWatch } from './clock-watch.ts'
import { Disks } from './disk.ts'
import { backupPlan } from './plan.ts'

/** What the installation stands on: its clock, the disks that fill, and its certificate as it was read at the start. */
export interface Machine {
  clock: ClockWatch
  disks: Disks
  /** Until when the certificate is good, ms UTC; undefined where this server shows none. */
  certificateEnd: number | undefined
}

export function machineOf(config: Config): Machine {
  const plan = backupPlan(config)
  const folders: [name: string, folder: string][] = [['data', config.DATA_DIR]]
  if (plan) folders.push(['cadangan', plan.folder])
  if (plan?.copyFolder) folders.push(['salinan', plan.copyFolder])
  return { clock: new ClockWatch(), disks: new Disks(folders), certificateEnd: certificateEnd(config) }
}
