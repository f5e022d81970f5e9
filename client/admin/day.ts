import { language } from '../appearance.ts'

const words = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})

/** Senin, 17 Agustus: a calendar day, YYYY-MM-DD, as it is said within its year. */
export function dayWords(day: string): string {
  const at = Date.parse(day)
  return Number.isNaN(at) ? day : words.format(at)
}
