import { expect, test } from 'vitest'
import { en } from '../../client/messages/en.ts'
import { id } from '../../client/messages/id.ts'
import { eventData } from '../../shared/events/types.ts'

/** Every leaf of a catalogue by its path, with what it is. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`))
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value(3, 4, 5, 6, 7))]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

test('both languages say the same things', () => {
  expect(leaves(en)).toEqual(leaves(id))
})

test('no message is empty or lacks what it was given', () => {
  for (const text of [...texts(id), ...texts(en)]) {
    expect(text.trim()).not.toBe('')
    expect(text).not.toMatch(/undefined|\[object/)
  }
})

test('every event type has a name on the wall', () => {
  expect(Object.keys(id.events).sort()).toEqual(Object.keys(eventData).sort())
})
