/** A page that is opened with this fragment is watched from outside, by deploy/kiosk.sh. */
const watched = '#dijaga'
const everyMs = 2_000
const mark = / \[hidup \d+\]$/

/**
 * Moves a mark in the title on, for as long as the page's main thread runs: the browser shows titles to the supervisor
 * without asking the page. A timer of this machine, for a server that is away is no hang. Not in the address: each new
 * one would stand in the browser's history for ever.
 */
export function beatHeart(): void {
  if (location.hash !== watched) return
  const beat = () => (document.title = `${document.title.replace(mark, '')} [hidup ${Date.now()}]`)
  setInterval(beat, everyMs)
}
