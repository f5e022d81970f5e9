/** A short chapter of the manual: what somebody of these roles does, step by step. */
export interface Chapter {
  id: string
  title: string
  /** Who it is for, as the page says it. */
  who: string
  parts: readonly Part[]
}

interface Part {
  /** Where an alert or another page leads to: /panduan#ID. */
  id?: string
  title: string
  /** The page on which it is done. */
  page?: string
  text?: string
  steps?: readonly string[]
}
