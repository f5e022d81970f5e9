import { remsHigh, type Viewing } from '../wall-scale.ts'

/** What kind of screen it is: a phone scrolls, a tablet scrolls where it must, a wall never does. */
type ScreenKind = 'phone' | 'tablet' | 'wall'

/** A screen as the page is laid out on it: one rem in pixels of the page. */
export interface Space {
  kind: ScreenKind
  rem: number
}

/** 1080 lines unhurried: 67.5 rem by 120, of 16 pixels each. */
const shortSide = 67.5
const longSide = 120

/** The kind and type size of a window of so many pixels; `viewing`: of a screen that was set up for its viewers. */
export function spaceOf(width: number, height: number, viewing?: Viewing): Space {
  const wide = width >= 1200 && width / height >= 3 / 2
  const tall = height >= 1600 && width >= 1000
  if (!wide && !tall && !viewing)
    return width < 700 ? { kind: 'phone', rem: 16 } : { kind: 'tablet', rem: 14 }
  const usual = Math.min(Math.min(width, height) / shortSide, Math.max(width, height) / longSide)
  return { kind: 'wall', rem: viewing ? Math.max(usual, height / remsHigh(viewing)) : usual }
}
