import { words, type Run } from './command.ts'
import { read } from './read.ts'

/** `ruang read FORMAT FILE`: see read.ts. */
export const readFile: Run = async ({ args }) => {
  const [format = '', file = ''] = words(args, 'read FORMAT FILE', {}, 2).positionals
  return read(format, file)
}
