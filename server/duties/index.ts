import type { Duty } from './duty.ts'

/** Every duty of the schedule. */
export const duties: readonly Duty[] = []
