/** A mark as it stands on the screen, in pixels, and its title's size where it has one. */
export interface Standing {
  x: number
  y: number
  /** Half the mark's side. */
  reach: number
  level: number
  /** Whether somebody has to act on it: its deadline nears or has passed. */
  urgent?: boolean
  title?: { width: number; height: number } | undefined
}

/** Where a title is written: the middle of its box. */
interface Placed {
  at: number
  x: number
  y: number
}

type Rectangle = [left: number, top: number, right: number, bottom: number]

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

/**
 * Where the titles of marks are written: the worst first, beside their mark (further off it would be read as
 * another's), within the screen, never on a mark that has a level or is urgent nor on another title; of the places that are left, the first
 * that hides the fewest quiet marks. A title without room is left out. `at` is the mark's place in the list.
 */
export function placeTitles(
  marks: readonly Standing[],
  width: number,
  height: number,
  gap: number,
): Placed[] {
  const titled = marks.flatMap((mark, at) => (mark.title ? [{ ...mark, title: mark.title, at }] : []))
  const around = ({ x, y, reach }: Standing): Rectangle => [x - reach, y - reach, x + reach, y + reach]
  const matters = ({ level, urgent = false }: Standing) => level > 0 || urgent
  const taken = marks.filter(matters).map(around)
  const light = marks.filter((mark) => !matters(mark)).map(around)
  const placed: Placed[] = []
  for (const { x, y, reach, title, at } of titled.toSorted((a, b) => b.level - a.level)) {
    const [aside, above] = [reach + gap + title.width / 2, reach + gap / 2 + title.height / 2]
    const places = [
      [x + aside, y],
      [x - aside, y],
      [x, y + above],
      [x, y - above],
      [x + aside, y + above],
      [x - aside, y - above],
      [x + aside, y - above],
      [x - aside, y + above],
    ] as const
    let best: { box: Rectangle; hides: number; x: number; y: number } | undefined
    for (const [left, top] of places) {
      const box: Rectangle = [
        left - title.width / 2,
        top - title.height / 2,
        left + title.width / 2,
        top + title.height / 2,
      ]
      if (box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height) continue
      if (taken.some((other) => overlaps(box, other))) continue
      const hides = light.filter((other) => overlaps(box, other)).length
      if (!best || hides < best.hides) best = { box, hides, x: left, y: top }
    }
    if (!best) continue
    taken.push(best.box)
    placed.push({ at, x: best.x, y: best.y })
  }
  return placed
}
