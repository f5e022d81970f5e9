/** What every item of the situation has: its id and the seq of the last event that changed it. */
export interface Item {
  id: string
  seq: number
}

/** The marks that an odd fact leaves: its time was ahead of the clock, or it came before what it belongs to. */
export interface Marks {
  /** Its time lay more than 10 minutes ahead of the clock at recording. */
  ahead?: boolean
  /** Statements about it came before it did. */
  odd?: boolean
}
