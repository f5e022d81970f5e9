import { until } from '../cli/tell.ts'
import { approve, draftNow } from '../sitrep/reports.ts'
import type { Office } from '../sitrep/setting.ts'
import type { World } from '../worlds.ts'

/** Who signs in the demo is nobody: the office says so. */
const signer = { name: 'Pejabat Contoh 11', role: 'Kepala Pelaksana BPBD (latihan)', by: 'operator:latihan' }

/**
 * Writes situation reports into an exercise that lasts from `start` to `end` (ms UTC): one early that is approved, and
 * one later that waits for whoever looks at the demo.
 */
export async function writeReports(
  world: World,
  office: Office,
  [start, end]: readonly [number, number],
  signal: AbortSignal,
): Promise<void> {
  const moment = async (share: number) => {
    await until(start + share * (end - start), world.clock, signal)
    return !signal.aborted
  }
  if (!(await moment(0.15))) return
  const texts = {
    efforts: 'TRC mengkaji 12 kecamatan; tenda, selimut, dan air bersih dikirim ke titik pengungsian.',
    plan: 'Lengkapi data pengungsi per dusun; rapat evaluasi tiap enam jam di pos komando.',
  }
  const { id } = await draftNow(world, { texts, by: signer.by })
  if (!(await moment(0.18))) return
  await approve(world, office, id, signer)
  if (await moment(0.45)) await draftNow(world, { texts, by: signer.by })
}
