const everyMs = 500
const rememberedMs = 3_600_000

let longest = { ms: 0, at: 0 }
let last = performance.now()

// A hidden page's timers are slowed by the browser: their lateness says nothing.
setInterval(() => {
  const at = performance.now()
  const ms = document.hidden ? 0 : Math.round(Math.max(0, at - last - everyMs))
  if (ms >= longest.ms || at - longest.at > rememberedMs) longest = { ms, at }
  last = at
}, everyMs)

/** For how many ms at the most this page did nothing in the last hour: a hang that ended by itself is told. */
export const longestStall = (): number => longest.ms
