const measuredMs = 1_000

/** Frames in a second, counted for one second; null where the page is hidden, for then none is drawn. */
export function framesPerSecond(): Promise<number | null> {
  if (document.hidden) return Promise.resolve(null)
  return new Promise((answer) => {
    const begun = performance.now()
    let frames = 0
    let over = false
    const end = (value: number | null) => {
      over = true
      answer(value)
    }
    const frame = (at: number) => {
      if (over) return
      frames++
      if (at - begun < measuredMs) return void requestAnimationFrame(frame)
      end(Math.round((frames * 10_000) / (at - begun)) / 10)
    }
    requestAnimationFrame(frame)
    setTimeout(() => !over && end(document.hidden ? null : frames / 2), measuredMs * 2)
  })
}
