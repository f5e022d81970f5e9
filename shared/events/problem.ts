import type * as z from 'zod'

/** RFC 9457 problem details (https://www.rfc-editor.org/rfc/rfc9457); `errors` names each wrong field and what to change. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors?: { field: string; detail: string }[]
  [extension: string]: unknown
}

export function problem(
  status: number,
  title: string,
  detail: string,
  more: Record<string, unknown> = {},
): Problem {
  return { type: 'about:blank', title, status, detail, ...more }
}

/** A refusal as an exception: what the caller or a person got wrong. */
export class Refusal extends Error {
  readonly problem: Problem
  constructor(refused: Problem) {
    super(refused.detail)
    this.problem = refused
  }
}

/** One field and what is wrong with it, for each issue; the issues of the best fitting branch of a union. */
export function fieldErrors(error: z.ZodError, at: string[] = []): { field: string; detail: string }[] {
  return error.issues.slice(0, 20).map((issue) => ({
    field: [...at, ...issue.path.map(String)].join('.') || '(body)',
    detail: issue.message,
  }))
}
