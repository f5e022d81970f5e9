const calmMs = 600
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * After an act lists close up, and another row's button slides under the finger: for a moment no button of the page takes a
 * touch (theme.css), lest a second tap do the same to a task or an alarm that nobody looked at. Mouse and keys wait for nothing.
 */
export function settle(): void {
  if (!matchMedia('(pointer: coarse)').matches) return
  const { dataset } = document.documentElement
  dataset.settling = ''
  clearTimeout(timer)
  timer = setTimeout(() => delete dataset.settling, calmMs)
}
