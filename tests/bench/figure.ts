/** One figure of the table: what was reached in each repeat, what the yardstick reached beside it, and the goal. */
export interface Figure {
  figure: string
  unit: string
  /** What it is compared with, measured in the same run; absent: the value itself has the goal. */
  yardstick?: string
  values: number[]
  yardsticks?: number[]
  /** The goal of the ratio, or of the value where there is no yardstick; absent: said beside another, without one of its own. */
  target?: { least: number } | { most: number }
  /** What else was seen, for the table on stderr. */
  note?: string
}

/** A figure as it is printed, one JSON line. */
export interface Line {
  figure: string
  value: number
  unit: string
  yardstick: string | null
  yardstickValue: number | null
  ratio: number | null
  median: number
  spread: [number, number]
  target: string | null
  ok: boolean
  note?: string
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** The median of the repeats' ratios (or values), their least and most, and whether the goal is reached. */
export function judge({ figure, unit, yardstick, values, yardsticks, target, note }: Figure): Line {
  const ratios = yardsticks?.map((beside, at) => values[at]! / beside)
  const judged = ratios ?? values
  const reached = median(judged)
  const ok = !target || ('least' in target ? reached >= target.least : reached <= target.most)
  const goal = target && ('least' in target ? `≥ ${rounded(target.least)}` : `≤ ${rounded(target.most)}`)
  return {
    figure,
    value: rounded(median(values)),
    unit,
    yardstick: yardstick ?? null,
    yardstickValue: yardsticks ? rounded(median(yardsticks)) : null,
    ratio: ratios ? rounded(reached) : null,
    median: rounded(reached),
    spread: [rounded(Math.min(...judged)), rounded(Math.max(...judged))],
    target: goal ?? null,
    ok,
    ...(note !== undefined && { note }),
  }
}

/** The lines as a table for people. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.target === null ? '' : line.ok ? 'ok' : 'MISS',
    line.figure,
    `${line.value} ${line.unit}`,
    line.yardstick ? `${line.yardstickValue} ${line.yardstick}` : '',
    line.ratio === null ? '' : `${line.ratio} ×`,
    `${line.spread[0]} … ${line.spread[1]}`,
    line.target ?? '',
    line.note ?? '',
  ])
  const heads = ['', 'figure', 'median', 'yardstick', 'ratio', 'spread', 'to reach', '']
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]!.length)))
  return [heads, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
