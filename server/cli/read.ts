import { readFile } from 'node:fs/promises'
import { readEvent } from '../../shared/events/read.ts'
import { decode } from '../feeds/decode.ts'
import { cameToNothing, Unreadable } from '../feeds/feed.ts'
import { readers } from '../feeds/index.ts'
import { cloudEvent, problemLine } from '../feeds/statement.ts'

interface Output {
  write: (text: string) => unknown
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

async function bodyOf(file: string): Promise<string | undefined> {
  try {
    return decode(await readFile(file))
  } catch {
    return undefined
  }
}

/**
 * `ruang read FORMAT FILE`: what the reader makes of a body, one CloudEvent per line on `out` (and `{"more": url}` for what
 * it names); what it refuses, one line each with the reason, on `err`. Answers 0 when the body was understood, 1 when it
 * was not or all that it holds was refused.
 */
export async function read(
  format: string,
  file: string,
  out: Output = process.stdout,
  err: Output = process.stderr,
): Promise<number> {
  const complain = (line: string) => err.write(`${oneLine(line)}\n`)
  const reader = Object.hasOwn(readers, format) ? readers[format] : undefined
  if (!reader) {
    complain(`unknown format ${JSON.stringify(format)}; known: ${Object.keys(readers).join(', ')}`)
    return 1
  }
  const body = await bodyOf(file)
  if (body === undefined) {
    complain(`cannot read the file ${file}`)
    return 1
  }
  try {
    const reading = reader.parse(body)
    const named = reader.more?.(body) ?? []
    const context = { received: new Date().toISOString(), reference: () => '(not kept)' }
    let unfit = 0
    for (const told of reading.events) {
      const read = readEvent(cloudEvent(told, reader.source), context)
      if ('problem' in read) {
        unfit += 1
        complain(`${told.id}: ${problemLine(read.problem)}`)
      } else {
        const { vault: _, ...event } = read.event
        out.write(`${JSON.stringify(event)}\n`)
      }
    }
    for (const url of named) out.write(`${JSON.stringify({ more: url })}\n`)
    for (const { reason } of reading.refused) complain(reason)
    const nothing = cameToNothing(reading, named) || (unfit > 0 && unfit === reading.events.length)
    return nothing ? 1 : 0
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    complain(error.message)
    return 1
  }
}
