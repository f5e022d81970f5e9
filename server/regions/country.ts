import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MultiPolygon } from 'geojson'
import { quantize } from 'topojson-client'
import { presimplify, simplify } from 'topojson-simplify'
import { topology } from 'topojson-server'
import type { Topology } from 'topojson-specification'
import { z } from 'zod'
import type { RegencyEntry } from '../../shared/region.ts'
import { landIn } from './coast.ts'
import { squareKm, type Box } from './rings.ts'
import { codeTables, landPolygons } from './sources.ts'

const shape = z.object({ type: z.literal('MultiPolygon'), arcs: z.array(z.array(z.array(z.int()))) })
type Land = z.infer<typeof shape>
const box: Box = [93, -12.5, 143, 9]

/** The country and what lies around it as a far backdrop: one object `land`, islands from 150 km² on, about 3 km fine. */
async function countryOutline() {
  const polygons = landIn(box, await landPolygons())
    .map((land) => land.polygon)
    .filter((polygon) => squareKm(polygon) > 150)
  const land: MultiPolygon = { type: 'MultiPolygon', coordinates: polygons }
  const { arcs, bbox, transform, objects } = topology({ land }, 1e6)
  const whole: Topology<{ land: Land }> = {
    type: 'Topology',
    arcs,
    bbox,
    transform,
    objects: z.object({ land: shape }).parse(objects),
  }
  return quantize(simplify(presimplify(whole), 8e-4), 1e4)
}

/** The codes and names of all regencies, for `regencies.json`. */
async function regencyEntries(): Promise<RegencyEntry[]> {
  const { provinces, regencies } = await codeTables()
  const province = new Map(provinces.map((one) => [one.code, one]))
  return regencies.map(({ code, name }) => ({
    code,
    name: name.replace(/^(Kabupaten|Kota) /, ''),
    kind: name.startsWith('Kota ') ? 'Kota' : 'Kabupaten',
    province: province.get(code.slice(0, 2)) ?? { code: code.slice(0, 2), name: '' },
  }))
}

/** node server/regions/country.ts: makes the two files of public/regions that are not of one regency. */
if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', '..', 'public', 'regions')
  const lines = (await regencyEntries()).map((entry) => JSON.stringify(entry)).join(',\n')
  await writeFile(join(folder, 'regencies.json'), `[\n${lines}\n]\n`)
  await writeFile(join(folder, 'indonesia.topojson'), JSON.stringify(await countryOutline()))
}
