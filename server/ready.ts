import type { Worlds } from './worlds.ts'

/** An answer holds for this long: whoever asks more often does not wear out the disk. */
const heldMs = 1_000

/** Answers why the worlds' logs cannot be written now, or nothing; found out by writing to them. */
export function readiness(worlds: Worlds): () => Promise<string | undefined> {
  let asked = -heldMs
  let answer: Promise<string | undefined> = Promise.resolve(undefined)
  return () => {
    const now = performance.now()
    if (now - asked >= heldMs) {
      asked = now
      answer = reasonOf(worlds)
    }
    return answer
  }
}

async function reasonOf(worlds: Worlds): Promise<string | undefined> {
  for (const { info, check } of worlds.all()) {
    try {
      await check()
    } catch (error) {
      return `${info.name}: ${error instanceof Error ? error.message : 'the log cannot be written'}`
    }
  }
  return undefined
}
