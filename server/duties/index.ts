import type { Duty } from './duty.ts'
import { injects } from './injects.ts'

/** Every duty of the schedule. */
export const duties: readonly Duty[] = [injects]
