import type * as z from 'zod'
import { mask } from './take-out.ts'

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

/** One field (its name masked: a record may be keyed by telephone numbers) and its fault, for each issue, at most 20; the issues of the best fitting branch of a union. */
export function fieldErrors(error: z.ZodError, at: string[] = []): { field: string; detail: string }[] {
  return error.issues
    .flatMap((issue) => leaves(issue, at))
    .slice(0, 20)
    .map(({ path, detail }) => ({ field: mask(path.join('.')) || '(body)', detail }))
}

interface Leaf {
  path: string[]
  detail: string
}

/** A union that says nothing of its own is explained by the branch that got furthest. */
function leaves(issue: z.core.$ZodIssue, at: string[]): Leaf[] {
  const path = [...at, ...issue.path.map(String)]
  const branches =
    issue.code === 'invalid_union' && issue.message === 'Invalid input'
      ? issue.errors.map((issues) => issues.flatMap((inner) => leaves(inner, path)))
      : []
  const depth = (branch: Leaf[]) => Math.max(0, ...branch.map((leaf) => leaf.path.length))
  const [first, ...others] = branches
  if (!first) return [{ path, detail: issue.message }]
  return others.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best), first)
}
