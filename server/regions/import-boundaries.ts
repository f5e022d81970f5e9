import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { RegionPack } from '../../shared/region.ts'
import { decoded } from './areas.ts'
import { centreOf, labelOf } from './labels.ts'
import { loadRegion } from './load.ts'
import { type OfficialPiece, officialAreas, officialDistricts } from './official-areas.ts'
import { codeOf } from './official-codes.ts'
import { shapeOf } from './official-shapes.ts'
import { boxOf, padded } from './rings.ts'
import { savePack } from './save.ts'

const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({ properties: z.record(z.string(), z.unknown()).nullish(), geometry: z.unknown() }),
  ),
})

type BoundaryImport = {
  pack: RegionPack
  /** Codes whose areas were taken over. */
  accepted: string[]
  refused: { index: number; reason: string }[]
  warnings: string[]
}

function parsed(text: string) {
  try {
    return collection.parse(JSON.parse(text)).features
  } catch {
    throw new Error('not a GeoJSON FeatureCollection')
  }
}

/**
 * Puts official areas of districts, villages or both (GeoJSON, RFC 7946) in the place of a pack's approximate ones.
 * Every feature is accepted or refused with its reason; only when all districts are covered is the pack `resmi`.
 * Village areas that were approximate do not stay within official districts. Throws when the file is no GeoJSON.
 */
export function importBoundaries(pack: RegionPack, text: string, attribution = ''): BoundaryImport {
  const refused: BoundaryImport['refused'] = []
  const warnings: string[] = []
  const pieces: OfficialPiece[] = []
  const box = padded(pack.bbox, 0.3)
  for (const [index, { properties, geometry }] of parsed(text).entries()) {
    const coded = codeOf(properties ?? {}, pack)
    const shaped = shapeOf(geometry, box)
    if ('reason' in coded || 'reason' in shaped) {
      refused.push({
        index,
        reason: 'reason' in coded ? coded.reason : 'reason' in shaped ? shaped.reason : '',
      })
      continue
    }
    if (pieces.some((piece) => piece.label === coded.code))
      warnings.push(`${coded.code} comes more than once: joined`)
    if (coded.warning) warnings.push(coded.warning)
    if (shaped.warning) warnings.push(`${coded.code}: ${shaped.warning}`)
    for (const polygon of shaped.polygons) pieces.push({ label: coded.code, polygon })
  }
  const accepted = [...new Set(pieces.map((piece) => piece.label))]
  if (accepted.length === 0) return { pack, accepted, refused, warnings }
  const areas = officialAreas(pack, pieces)
  const { given, made } = officialDistricts(pack, new Set(accepted))
  const missing = pack.districts.filter(({ code }) => !given.has(code) && !made.has(code))
  if (missing.length > 0)
    warnings.push(`still approximate: ${missing.map(({ code, name }) => `${code} ${name}`).join(', ')}`)
  return { pack: renewed(pack, areas, missing.length === 0, attribution), accepted, refused, warnings }
}

function renewed(
  pack: RegionPack,
  areas: RegionPack['areas'],
  official: boolean,
  attribution: string,
): RegionPack {
  const shapes = new Map(decoded(areas, 'district').map((one) => [one.properties.code, one.geometry]))
  const outline = decoded(areas, 'regency')[0]?.geometry
  const source = attribution || 'Batas resmi diimpor oleh pengelola'
  return {
    ...pack,
    bbox: outline
      ? boxOf(outline.coordinates.flat(2).map(([lon = 0, lat = 0]): [number, number] => [lon, lat]))
      : pack.bbox,
    centre: outline ? centreOf(outline) : pack.centre,
    boundaries: official
      ? { status: 'resmi', attribution: source }
      : { status: 'perkiraan', attribution: `${source}. ${pack.boundaries.attribution}` },
    districts: pack.districts.map((district) => ({
      ...district,
      label: labelOf(shapes.get(district.code)) ?? district.label,
    })),
    areas,
  }
}

/** `ruang import boundaries FILE`: writes DATA_DIR/regions/CODE and answers the lines to print. */
export async function runImportBoundaries(args: {
  code: string
  file: string
  dataDir: string
  attribution?: string
  dryRun?: boolean
}) {
  const pack = await loadRegion(args.code, args.dataDir)
  const text = await readFile(args.file, 'utf8').catch(() => {
    throw new Error(`cannot read the file ${args.file}`)
  })
  const result = importBoundaries(pack, text, args.attribution)
  if (result.accepted.length > 0 && !args.dryRun) await savePack(result.pack, join(args.dataDir, 'regions'))
  const lines = [
    `${result.accepted.length} areas accepted, ${result.refused.length} refused: ${result.pack.boundaries.status}`,
    ...result.refused.map(({ index, reason }) => `feature ${index} refused: ${reason}`),
    ...result.warnings,
  ]
  return { ...result, lines }
}
