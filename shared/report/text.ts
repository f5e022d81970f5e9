/** 12.450 or 3,5: as figures are written in Indonesia, at most one decimal. */
export function numberText(value: number): string {
  const rounded = Math.round(Math.abs(value) * 10) / 10
  const whole = Math.floor(rounded)
  const tenth = Math.round((rounded - whole) * 10)
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, '.')
  return `${value < 0 && rounded > 0 ? '−' : ''}${grouped}${tenth > 0 ? `,${tenth}` : ''}`
}

/** 600–1.200, or one figure where both are the same. */
export const rangeText = ([least, most]: readonly [number, number]): string =>
  least === most ? numberText(most) : `${numberText(least)}–${numberText(most)}`

/** What changed since the report before: +12, −3, tetap; baru where it was not in it. Empty for a first report. */
export function changeText(value: number, before: number | undefined, first: boolean): string {
  if (first) return ''
  if (before === undefined) return 'baru'
  if (value === before) return 'tetap'
  return value > before ? `+${numberText(value - before)}` : `−${numberText(before - value)}`
}

const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
)

/** 5 Agu 2018 19.46: in the cells of a table, whose report names the zone. */
export function cellMoment(at: string, site: { offsetHours: number; zone: string }): string {
  const [day, month = '', year, clock] = momentText(at, site).split(' ')
  return `${day} ${month.slice(0, 3)} ${year} ${clock}`
}

/** Until when something holds: what ends at midnight holds through the day before, as a decree says it. */
export function untilText(end: string, site: { offsetHours: number; zone: string }): string {
  const midnight = (Date.parse(end) + site.offsetHours * 3_600_000) % 86_400_000 === 0
  if (!midnight) return momentText(end, site)
  const dayBefore = new Date(Date.parse(end) - 1).toISOString()
  return momentText(dayBefore, site).split(' ').slice(0, 3).join(' ')
}

/** 5 Agustus 2018 19.46 WITA, by the site's clock. */
export function momentText(at: string, site: { offsetHours: number; zone: string }): string {
  const local = new Date(Date.parse(at) + site.offsetHours * 3_600_000).toISOString()
  const [year = '', month = '', day = ''] = local.slice(0, 10).split('-')
  const clock = local.slice(11, 16).replace(':', '.')
  return `${Number(day)} ${months[Number(month) - 1]} ${year} ${clock} ${site.zone}`
}
