import type * as z from 'zod'
import type { Reason, ReasonCode } from './reasons.ts'
import { mask } from './take-out.ts'

/** A wrong field and what to change; `code` and `limit` say the same for other languages: zod's issue and its bound. */
export interface FieldFault {
  field: string
  detail: string
  code?: string
  limit?: number
}

/**
 * RFC 9457 problem details (https://www.rfc-editor.org/rfc/rfc9457); `errors` names each wrong field and what to change,
 * `code` and `given` name the reason for other languages.
 */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors?: FieldFault[]
  code?: ReasonCode
  given?: Record<string, string>
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

/** A refusal for one reason. */
export function refusedFor(
  status: number,
  title: string,
  { detail, ...reason }: Reason,
  more: Record<string, unknown> = {},
): Problem {
  return problem(status, title, detail, { ...reason, ...more })
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
export function fieldErrors(error: z.ZodError, at: string[] = []): FieldFault[] {
  return error.issues
    .flatMap((issue) => leaves(issue, at))
    .slice(0, 20)
    .map(({ path, ...fault }) => ({ field: mask(path.join('.')) || '(body)', ...fault }))
}

interface Leaf extends Omit<FieldFault, 'field'> {
  path: string[]
}

function leafOf(issue: z.core.$ZodIssue, path: string[]): Leaf {
  const bound =
    issue.code === 'too_small' ? issue.minimum : issue.code === 'too_big' ? issue.maximum : undefined
  const limit = bound === undefined ? undefined : Number(bound)
  return { path, detail: issue.message, code: issue.code, ...(limit !== undefined && { limit }) }
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
  if (!first) return [leafOf(issue, path)]
  return others.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best), first)
}
