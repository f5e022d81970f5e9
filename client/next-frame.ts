/** Calls back in the next animation frame; at once when the page is hidden or becomes so, for then no frame runs. */
export function nextFrame(callback: () => void): void {
  if (document.hidden) return queueMicrotask(callback)
  const run = () => {
    cancelAnimationFrame(frame)
    document.removeEventListener('visibilitychange', hidden)
    callback()
  }
  const hidden = () => {
    if (document.hidden) run()
  }
  const frame = requestAnimationFrame(run)
  document.addEventListener('visibilitychange', hidden)
}
