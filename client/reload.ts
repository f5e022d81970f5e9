const key = 'ruang-pantau.reloaded'
const minuteMs = 60_000

/** When the page last reloaded itself; 0 where the browser keeps nothing. */
function lastReload(): number {
  try {
    return Number(sessionStorage.getItem(key) ?? 0)
  } catch {
    return 0
  }
}

async function reachable(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/** Reloads the page after 2 to 10 s, once the server answers and at most once a minute, so that a wall is never blank. */
export function reloadWhenReachable(): void {
  const wait = Math.max(2_000 + Math.random() * 8_000, lastReload() + minuteMs - Date.now())
  setTimeout(async () => {
    if (!(await reachable())) return reloadWhenReachable()
    try {
      sessionStorage.setItem(key, String(Date.now()))
    } catch {
      // Without storage the jitter alone spreads the reloads.
    }
    location.reload()
  }, wait)
}
