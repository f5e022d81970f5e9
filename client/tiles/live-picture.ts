import type Hls from 'hls.js'

/** How a camera fares: `alive` at each new picture, `still` while the same one comes for so long (ms), `lost` when there is none. */
export interface Watching {
  alive: () => void
  still: (forMs: number) => void
  lost: () => void
}

/** A picture that comes and stays the same for so long is no picture of now. */
const longStillSeconds = 600
/** A moving picture that has not moved for so long is not live. */
const stillMs = 12_000
const retryMs = 10_000
const jitterMs = 5_000

/** Plays /api/cctv/ID/live.m3u8 in a video element for ever, and says whether the picture moves; answers how to stop. */
export function playStream(video: HTMLVideoElement, id: string, { alive, lost }: Watching): () => void {
  const address = `/api/cctv/${id}/live.m3u8`
  let stopped = false
  let player: Hls | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let at = -1
  let moved = performance.now()

  function again() {
    if (stopped || retry !== undefined) return
    lost()
    player?.destroy()
    player = undefined
    video.removeAttribute('src')
    retry = setTimeout(
      () => {
        retry = undefined
        void begin()
      },
      retryMs + Math.random() * jitterMs,
    )
  }

  async function begin() {
    moved = performance.now()
    const { default: Player } = await import('hls.js')
    if (stopped) return
    if (!Player.isSupported()) {
      video.src = address
      return
    }
    // Its worker is a blob, which the page's policy does not run.
    const next = new Player({ enableWorker: false, maxBufferLength: 12, backBufferLength: 0 })
    next.on(Player.Events.ERROR, (_, { fatal }) => fatal && again())
    next.loadSource(address)
    next.attachMedia(video)
    player = next
  }

  const look = setInterval(() => {
    const now = performance.now()
    if (video.currentTime !== at && video.readyState >= 2) {
      ;[at, moved] = [video.currentTime, now]
      alive()
    } else if (now - moved > stillMs) again()
  }, 1_000)
  video.addEventListener('error', again)
  void begin()
  return () => {
    stopped = true
    clearInterval(look)
    clearTimeout(retry)
    video.removeEventListener('error', again)
    player?.destroy()
    video.removeAttribute('src')
  }
}

/** Asks for a picture again and again, and shows it; one that stays the same is said to, and for ten minutes is dead. Answers how to stop. */
export function showSnapshots(
  image: HTMLImageElement,
  id: string,
  everySeconds: number,
  { alive, still, lost }: Watching,
): () => void {
  let stopped = false
  let next: ReturnType<typeof setTimeout> | undefined
  let shown: string | undefined
  const stillSeconds = Math.max(30, 4 * everySeconds)

  async function look() {
    try {
      const signal = AbortSignal.timeout(10_000)
      const answer = await fetch(`/api/cctv/${id}/snapshot`, { signal })
      if (!answer.ok) throw new Error(String(answer.status))
      const age = Number(answer.headers.get('picture-age') ?? Infinity)
      const picture = URL.createObjectURL(await answer.blob())
      if (stopped) return URL.revokeObjectURL(picture)
      image.src = picture
      await image.decode().catch(() => undefined)
      if (shown) URL.revokeObjectURL(shown)
      shown = picture
      if (age <= stillSeconds) alive()
      else if (age < Math.max(longStillSeconds, stillSeconds)) still(age * 1_000)
      else lost()
    } catch {
      if (!stopped) lost()
    }
    if (!stopped) next = setTimeout(() => void look(), everySeconds * 1_000)
  }
  void look()
  return () => {
    stopped = true
    clearTimeout(next)
    if (shown) URL.revokeObjectURL(shown)
  }
}
