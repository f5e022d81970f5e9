import type { Plan } from './situation/items.ts'

/** A line of the plan at its place in the cascade: how deep it lies, and how many lines hang on it. */
interface CascadeLine {
  plan: Plan
  depth: number
  below: number
}

const mostDepth = 12

/**
 * The lines in the order of the cascade, by code below each parent. A line whose parent is not there hangs on the nearest line
 * whose code begins its own (1.03.10 for 1.03.10.2.01), else it stands at the top; a circle is cut where it begins.
 */
export function cascade(lines: Iterable<Plan>): CascadeLine[] {
  const all = [...lines]
  const byId = new Map(all.map((plan) => [plan.id, plan]))
  const byCode = new Map(all.map((plan) => [plan.code, plan]))
  const children = new Map<string, Plan[]>()
  for (const plan of all) {
    const above = parentOf(plan, byId, byCode)?.id ?? ''
    children.set(above, [...(children.get(above) ?? []), plan])
  }
  const order = new Intl.Collator('id', { numeric: true })
  const found: CascadeLine[] = []
  const seen = new Set<string>()
  const walk = (above: string, depth: number): number => {
    let count = 0
    const own = (children.get(above) ?? []).sort((a, b) => order.compare(a.code, b.code))
    for (const plan of own) {
      if (seen.has(plan.id)) continue
      seen.add(plan.id)
      const line = { plan, depth: Math.min(depth, mostDepth), below: 0 }
      found.push(line)
      line.below = walk(plan.id, depth + 1)
      count += 1 + line.below
    }
    return count
  }
  walk('', 0)
  for (const plan of all)
    if (!seen.has(plan.id)) {
      seen.add(plan.id)
      const line = { plan, depth: 0, below: 0 }
      found.push(line)
      line.below = walk(plan.id, 1)
    }
  return found
}

function parentOf(plan: Plan, byId: Map<string, Plan>, byCode: Map<string, Plan>): Plan | undefined {
  const named = plan.parent === undefined ? undefined : byId.get(plan.parent)
  if (named && named.id !== plan.id) return named
  const parts = plan.code.split('.')
  while (parts.length > 1) {
    parts.pop()
    const above = byCode.get(parts.join('.'))
    if (above && above.id !== plan.id) return above
  }
  return undefined
}
