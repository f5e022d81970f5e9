import { readFile } from 'node:fs/promises'
import { Failure } from './failure.ts'
import type { Told } from './tell.ts'

type Fields = Record<string, unknown>

/**
 * Reads a file of CloudEvents, JSON lines or one JSON array, each alone or as `{ at, event }`, in their order. Where `at` is
 * missing it is the event's time; where that is missing too, the moment of the event before. Throws Failure that names the place.
 */
export async function readTold(file: string): Promise<Told[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure(`cannot read the file ${file}`)
  })
  const values = whole(text) ?? lines(text)
  if (values.length === 0) throw new Failure(`${file} holds no events`)
  let at = values.map(momentOf).find((moment) => moment !== undefined) ?? new Date().toISOString()
  return values.map((value) => {
    at = momentOf(value) ?? at
    return { at, event: eventOf(value) }
  })
}

/** The file as one JSON value, when it is that. */
function whole(text: string): Fields[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const values = Array.isArray(value) ? (value as unknown[]) : [value]
  return values.map((one, index) => fields(one, `item ${index + 1}`))
}

function lines(text: string): Fields[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const place = `line ${index + 1}`
    try {
      return [fields(JSON.parse(line), place)]
    } catch (error) {
      if (error instanceof Failure) throw error
      throw new Failure(`${place} is not JSON: nothing was told`)
    }
  })
}

function fields(value: unknown, place: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new Failure(`${place} is no event: nothing was told`)
}

/** A pair, or an event with its own time. */
function eventOf(value: Fields): Fields {
  const { event } = value
  return typeof event === 'object' && event !== null && !('specversion' in value) ? (event as Fields) : value
}

function momentOf(value: Fields): string | undefined {
  for (const moment of [value.at, eventOf(value).time]) {
    if (typeof moment === 'string' && !Number.isNaN(Date.parse(moment))) return new Date(moment).toISOString()
  }
  return undefined
}
