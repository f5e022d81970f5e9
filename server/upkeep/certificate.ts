import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { Condition } from './conditions.ts'

const dayMs = 86_400_000
/** Days before its end from which on it is told: long enough to get another one. */
const marks: readonly [days: number, level: Condition['level']][] = [
  [1, 3],
  [7, 2],
  [30, 1],
]

/** Until when the certificate that this server shows is good, ms UTC; undefined where it shows none or the file is gone. */
export function certificateEnd({ tls }: Pick<Config, 'tls'>): number | undefined {
  if (!tls) return undefined
  try {
    return new X509Certificate(readFileSync(tls.cert)).validToDate.getTime()
  } catch {
    return undefined
  }
}

/** That it ends soon: from that moment on no browser opens a page. `now`: ms UTC. */
export function certificateConditions(end: number | undefined, now: number): Condition[] {
  if (end === undefined) return []
  const left = (end - now) / dayMs
  const mark = marks.find(([days]) => left < days)
  if (!mark) return []
  const message =
    left < 0
      ? 'Sertifikat HTTPS sudah berakhir: peramban menolak membuka halaman'
      : `Sertifikat HTTPS berakhir dalam ${mark[0]} hari: perpanjang, lalu nyalakan ulang server`
  return [{ rule: 'sertifikat', about: 'server', level: mark[1], message }]
}
