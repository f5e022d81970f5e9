import type { Notation } from '../../shared/figure.ts'
import type { Told } from '../feeds/feed.ts'
import type { Fields, Row } from './columns.ts'
import type { Cell } from './table.ts'

/** What a sheet of a kind holds, and the statements that one of its rows makes. */
export interface SheetKind {
  fields: Fields
  read: (row: Row, given: Given) => Told[]
  /** Its rows have nothing to do with each other: the good ones go in whatever the others are. */
  rowByRow?: boolean
  /** The rows of a sheet that says itself what its columns hold (HXL); nothing where it does not. */
  tagged?: (cells: Cell[][]) => { line: number; read: () => Told[] }[] | undefined
}

/** What holds for the whole sheet where no column says it. */
export interface Given {
  agency?: string | undefined
  asOf?: string | undefined
  /** The regency that its rows are to lie in. */
  region?: string | undefined
  notation: Notation
}
