import { lifeEverySeconds, type LifeReport } from '../../shared/life.ts'
import { ask } from '../ask.ts'
import type { LivePage } from '../live-page.svelte.ts'
import { thisScreen } from '../screen.svelte.ts'
import { sound } from '../sound/sound.svelte.ts'
import { framesPerSecond } from './frames.ts'
import { latency } from './latency.ts'
import { mapLosses } from './losses.ts'
import { pictureOfPage } from './picture.ts'
import { longestStall } from './stalls.ts'

/** What a screen says of itself is only asked of paired ones; whether this is one is asked again now and then. */
const everyMs = lifeEverySeconds * 1000

/** Of Chromium alone; other browsers do not say. */
function heapUsed(): number | null {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize?: number } }
  return memory?.usedJSHeapSize ?? null
}

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString()

/** Tells the server every 5 s how this paired screen fares, and draws a picture when one is wanted; until the answered function is called. */
export function proveLife(page: LivePage): () => void {
  let roundTripMs = 0
  let stopped = false
  const report = async (): Promise<LifeReport> => {
    const fps = await framesPerSecond()
    const glass = latency.take()
    const { scene } = document.querySelector<HTMLElement>('[data-scene]')?.dataset ?? {}
    const [mutedUntil, tested] = [iso(sound.mutedUntil), iso(sound.tested)]
    return {
      ...page.replica.painted,
      link: page.present.link,
      hidden: document.hidden,
      fps,
      heap: heapUsed(),
      mapLosses: mapLosses(),
      stallMs: longestStall(),
      latencyMs: glass === null ? null : Math.round(glass + roundTripMs / 2),
      fold: __FOLD__,
      ...(scene && { scene }),
      sound: sound.state,
      ...(mutedUntil && { mutedUntil }),
      ...(tested && { tested }),
      width: innerWidth,
      height: innerHeight,
    }
  }
  const tell = async () => {
    if (!thisScreen.paired) return
    const said = await report()
    const begun = performance.now()
    const { ok, status, body } = await ask('POST', '/api/screen/life', said)
    roundTripMs = performance.now() - begun
    if (status === 404) thisScreen.forget()
    if (!ok || body.picture !== true) return
    const picture = await pictureOfPage()
    if (!picture) return
    const headers = { 'Content-Type': picture.type }
    await fetch('/api/screen/picture', { method: 'PUT', headers, body: picture }).catch(() => undefined)
  }
  const loop = async () => {
    while (!stopped) {
      await tell().catch((error: unknown) => console.error(error))
      await new Promise((resolve) => setTimeout(resolve, everyMs - 1_000))
    }
  }
  void loop()
  const forget = $effect.root(() => {
    $effect(() => latency.painted(page.replica.painted.seq, performance.now()))
  })
  return () => {
    stopped = true
    forget()
  }
}
