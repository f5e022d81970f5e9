/** One part of a report as it is laid out: lines of text, and tables. Numbers stand right. */
export interface Section {
  title: string
  lines: string[]
  tables: {
    heading?: string
    columns: { title: string; width: number; right?: boolean }[]
    rows: string[][]
  }[]
  /** What is said where there is nothing. */
  empty: string
}
