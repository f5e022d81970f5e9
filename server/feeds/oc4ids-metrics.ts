import * as z from 'zod'
import { Refused, type Told } from './feed.ts'
import { decimal } from './numbers.ts'
import { dayOf, period, text } from './open-contracting.ts'
import type { Remark } from './rows.ts'
import { digest, told } from './statement.ts'
import { quote } from './time.ts'

const metric = z.object({
  id: text,
  title: text,
  observations: z
    .array(z.object({ measure: text, period, unit: z.object({ name: text }).nullish() }))
    .nullish(),
})

const physical = /physical|fisik/i
const financial = /financ|keuang|spend|disburs/i

interface Share {
  day: string
  kind: 'physical' | 'financial'
  value: number
}

/** Measures are texts, in per cent: '0.751' is 0.751 %, not 75.1 %. */
function shares(list: unknown[] | null | undefined, remark: Remark): Share[] {
  return (list ?? []).flatMap((row) => {
    const { data } = metric.safeParse(row)
    const named = `${data?.id ?? ''} ${data?.title ?? ''}`
    const kind = physical.test(named) ? 'physical' : financial.test(named) ? 'financial' : undefined
    if (!kind) return []
    return (data?.observations ?? []).flatMap(({ measure, period: when }) => {
      const day = dayOf(when?.endDate ?? when?.startDate)
      if (!measure || !day) return []
      try {
        const value = decimal(measure.replace(/\s*%$/, ''), kind)
        if (value < 0 || value > 100) throw new Refused(`${kind}: ${quote(measure)} is not from 0 to 100 %`)
        return [{ day, kind, value } as const]
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        remark(error.message, row)
        return []
      }
    })
  })
}

/** The observed progress of a project, one statement per day; forecasts of the physical progress are its planned curve. */
export function observed(
  read: { metrics?: unknown[] | null | undefined; forecasts?: unknown[] | null | undefined },
  registered: Told,
  remark: Remark,
): Told[] {
  const plan = shares(read.forecasts, remark)
    .filter(({ kind }) => kind === 'physical')
    .map(({ day, value }) => ({ asOf: day, planned: value }))
  if (plan.length > 0) registered.data['plan'] = plan.slice(0, 120)
  const byDay = new Map<string, Record<string, number>>()
  for (const { day, kind, value } of shares(read.metrics, remark))
    byDay.set(day, { ...byDay.get(day), [kind]: value })
  const subject = registered.subject ?? ''
  return [...byDay].sort().map(([asOf, figures]) => {
    const data = told({ ...figures, asOf })
    return {
      id: `${subject}:${asOf}:${digest(data)}`,
      type: 'project.progressed',
      subject,
      time: `${asOf}T00:00:00Z`,
      data,
    }
  })
}
