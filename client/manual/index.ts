import { administrator } from './administrator.ts'
import { agency } from './agency.ts'
import type { Chapter } from './chapter.ts'
import { duty } from './duty.ts'
import { executive } from './executive.ts'
import { faults } from './faults.ts'
import { first } from './first.ts'
import { operator } from './operator.ts'
import { technician } from './technician.ts'

/** The manual, in the order in which it is printed. Indonesian only: it speaks of words as they stand on the screens. */
export const chapters: readonly Chapter[] = [
  first,
  faults,
  operator,
  duty,
  agency,
  executive,
  administrator,
  technician,
]
