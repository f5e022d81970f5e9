import * as z from 'zod'
import { count, exact } from './fields.ts'

export const figureName = z.string().regex(/^[a-z][A-Za-z]{1,40}$/, 'must be a name such as lukaBerat')

/** Impact figures by name (jiwa, KK, unit): meninggal, hilang, lukaBerat, lukaRingan, menderita, mengungsi, rumahRusakBerat … */
export const impact = z.record(figureName, count)

/** A Kemendagri code of province, regency, district or village: 52, 52.02, 52.02.04, 52.02.04.2009. */
export const regionCode = z
  .string()
  .regex(/^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$/, 'must be a dotted Kemendagri code, e.g. 52.02.04.2009')

for (const schema of [figureName, regionCode]) exact.add(schema)
