import type { RegionPack } from '../../shared/region.ts'

/** Property names under which offices keep the Kemendagri code, most specific first (BIG's RBI: KDEPUM, KDCPUM). */
const codeKeys = [
  'kdepum',
  'kode_desa',
  'kddesa',
  'kdcpum',
  'kode_kec',
  'kdkec',
  'kode_kemendagri',
  'kode',
  'code',
  'id_kemendagri',
]
const nameKeys = ['nama', 'name', 'namobj', 'nama_desa', 'nama_kec', 'wadmkd', 'wadmkc', 'desa', 'kecamatan']

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

function texts(properties: Record<string, unknown>, keys: string[]): string[] {
  const byKey = new Map(Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]))
  return keys.flatMap((key) => {
    const value = byKey.get(key)
    return typeof value === 'string' || typeof value === 'number' ? [String(value).trim()] : []
  })
}

type Coded = { code: string; name: string; warning?: string } | { reason: string }

/**
 * Reads which district or village a feature is. Dotted codes decide; an undotted one may be BPS's as well as
 * Kemendagri's, which number differently, and counts only where the feature's name agrees.
 */
export function codeOf(properties: Record<string, unknown>, pack: RegionPack): Coded {
  const [written] = texts(properties, codeKeys).filter(Boolean)
  if (!written) return { reason: `no code: none of ${codeKeys.join(', ')}` }
  const digits = written.replaceAll('.', '')
  if (!/^\d+$/.test(digits)) return { reason: `${written} is no code` }
  if (digits.length === 7)
    return { reason: `${written} has 7 digits, a BPS code: the Kemendagri code is needed` }
  if (digits.length === 4) return { reason: `${written} is a regency: kecamatan or desa are needed` }
  if (digits.length !== 6 && digits.length !== 10)
    return { reason: `${written} is neither a kecamatan nor a desa` }
  const parts = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean)
  const code = parts.join('.')
  if (!code.startsWith(`${pack.code}.`)) return { reason: `${code} is not in ${pack.code} ${pack.name}` }
  const known = [...pack.districts, ...pack.villages].find((one) => one.code === code)
  if (!known) return { reason: `${code} is not in the list of codes` }
  const names = texts(properties, nameKeys)
  const agrees = names.some((name) => plain(name) === plain(known.name))
  if (written !== code && !agrees)
    return { reason: `${written} may be a BPS code: its name is not ${known.name} (${code})` }
  if (names.length > 0 && !agrees)
    return {
      code,
      name: known.name,
      warning: `${code} is called ${names[0]} in the file, ${known.name} in the list`,
    }
  return { code, name: known.name }
}
