import type { LivePage } from '../live-page.svelte.ts'
import { followBuilds } from '../newer-build.ts'
import { thisScreen } from '../screen.svelte.ts'
import { sound } from '../sound/sound.svelte.ts'
import { proveLife } from './prove-life.svelte.ts'
import { stayAwake } from './stay-awake.ts'

/** All that makes a page a screen of the wall that nobody looks after; until the answered function is called. */
export function keepScreen(page: LivePage): () => void {
  const stops = [thisScreen.keep(), proveLife(page), stayAwake(), followBuilds(page)]
  // An alarm of then that sounds now is a false one.
  if (!page.past) stops.push(sound.start(page))
  return () => stops.forEach((stop) => stop())
}
