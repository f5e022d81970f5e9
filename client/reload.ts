const reloadedKey = 'ruang-pantau.reloaded'
const outdatedKey = 'ruang-pantau.outdated'
const minuteMs = 60_000

/** A moment kept over a reload, ms of this machine; 0 where there is none or the browser keeps nothing. */
function kept(key: string): number {
  try {
    return Number(sessionStorage.getItem(key) ?? 0)
  } catch {
    return 0
  }
}

function keep(key: string, at: number): void {
  try {
    if (at > 0) sessionStorage.setItem(key, String(at))
    else sessionStorage.removeItem(key)
  } catch {
    // Without storage the jitter alone spreads the reloads.
  }
}

/** For how many ms this build has been outdated, over reloads that brought no other. */
export function outdatedFor(): number {
  if (kept(outdatedKey) === 0) keep(outdatedKey, Date.now())
  const since = kept(outdatedKey)
  return since === 0 ? 0 : Math.max(0, Date.now() - since)
}

/** The server speaks as this build does. */
export const upToDate = (): void => keep(outdatedKey, 0)

async function reachable(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/** Reloads the page after 2 to 10 s, once the server answers and at most once a minute, so that a wall is never blank. */
export function reloadWhenReachable(): void {
  const wait = Math.max(2_000 + Math.random() * 8_000, kept(reloadedKey) + minuteMs - Date.now())
  setTimeout(async () => {
    if (!(await reachable())) return reloadWhenReachable()
    keep(reloadedKey, Date.now())
    location.reload()
  }, wait)
}
