/** Whoever waited for the start is answered first. */
const pauseMs = 20

/**
 * Does what a start need not wait for, one piece after another, each in a turn of its own: requests come in between. A piece
 * that fails is told to `failed` and ends neither the others nor the server. Answers how to leave off.
 */
export function afterwards(
  pieces: readonly (() => unknown)[],
  failed: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false
  let doing: Promise<void> = Promise.resolve()
  const all = async () => {
    for (const piece of pieces) {
      if (stopped) return
      try {
        await piece()
      } catch (error) {
        failed(error)
      }
      await new Promise<void>((resume) => setTimeout(resume, pauseMs))
    }
  }
  const timer = setTimeout(() => (doing = all()), pauseMs)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await doing
  }
}
