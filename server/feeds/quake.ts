import { Refused, type Told } from './feed.ts'
import { decimal } from './numbers.ts'
import { attempt, type Remark } from './rows.ts'
import { digest, oneLine, told } from './statement.ts'

/** Whether the whole phrase says that a tsunami may come; undefined when it does not speak of one. */
export function tsunamiSaid(phrase: string | undefined): boolean | undefined {
  if (!phrase || !/tsunami/i.test(phrase)) return undefined
  return !/\b(tidak|bukan|berakhir|diakhiri|dibatalkan)\b/i.test(phrase)
}

/** 'II-III Lamno, Aceh Jaya, III Mane, Pidie': places hold commas, a Roman numeral (MMI) begins the next. */
export function feltAt(phrase: string): { mmi: string; place: string }[] {
  return phrase.split(/,\s*(?=[IVX]+(?:\s*-\s*[IVX]+)?\s)/).flatMap((part) => {
    const [, mmi, at] = /^\s*([IVX]+(?:\s*-\s*[IVX]+)?)\s+(.+?)\s*$/s.exec(part) ?? []
    return mmi && at ? [{ mmi: mmi.replace(/\s/g, ''), place: at }] : []
  })
}

function magnitudeOf(text: string | undefined): number {
  if (text === undefined) throw new Refused('Magnitude is missing')
  const magnitude = decimal(text.replace(/^M\s*|\s*(SR|M|Mw)$/gi, ''), 'Magnitude')
  if (magnitude < -3 || magnitude > 10) throw new Refused(`Magnitude: ${magnitude} cannot be`)
  return magnitude
}

interface QuakeWords {
  time: string
  place: [number, number]
  magnitude: string | undefined
  depth: string | undefined
  where: string | undefined
  potential: string | undefined
  felt: string | undefined
  more: Record<string, unknown>
}

/**
 * One statement about one earthquake. BMKG gives no id: the subject is made of source, time and place. The id adds what a
 * revision changes: magnitude, depth, a tsunami, where it was felt; not the fields that one list has and another lacks, so
 * that the newest autogempa and row 1 of gempadirasakan are one event, while a quake's first felt report still comes through.
 */
export function quakeTold(words: QuakeWords, remark: Remark): Told {
  const magnitude = magnitudeOf(words.magnitude)
  const deep = words.depth?.replace(/\s*km$/i, '')
  const depthKm = deep && attempt(() => decimal(deep, 'Kedalaman'), remark, words.depth)
  const tsunami = tsunamiSaid(words.potential)
  const felt = oneLine(words.felt, 2000)
  const title = oneLine(words.where) ?? `Gempa M${magnitude}`
  const subject = `bmkg:${words.time.replace('.000Z', 'Z')}:${words.place[1]},${words.place[0]}`
  const feltKey = felt && `:felt-${digest(felt.toLowerCase().replace(/[\s,]/g, ''))}`
  return {
    id: `${subject}:M${magnitude}:${depthKm ?? '-'}km${feltKey ?? ''}${tsunami ? ':tsunami' : ''}`,
    type: 'observation.made',
    subject,
    time: words.time,
    data: told({
      kind: 'earthquake',
      geometry: { type: 'Point', coordinates: words.place },
      value: magnitude,
      unit: 'M',
      level: tsunami ? 3 : undefined,
      title,
      details: told({
        magnitude,
        depthKm,
        place: title,
        tsunami,
        felt,
        feltAt: felt && feltAt(felt),
        potential: oneLine(words.potential),
        ...words.more,
      }),
    }),
  }
}
