import type { soundStates } from '../../shared/life.ts'
import { soundTestAt } from '../../shared/settings.ts'
import { time } from '../format.ts'
import type { LivePage } from '../live-page.svelte.ts'
import { loudest, nextBurst, testDue, type Said } from './next-burst.ts'
import { play } from './player.ts'
import { shapes, testTone } from './shapes.ts'

const lookEveryMs = 500
const retryEveryMs = 30_000
const testedKey = 'ruang-pantau.sound-tested'

function keptMoment(): number | undefined {
  try {
    return Number(localStorage.getItem(testedKey)) || undefined
  } catch {
    return undefined
  }
}

/** The voice of this page: it says alarms that nobody has taken, and knows whether it can be heard. */
class Sound {
  /** Whether this page speaks at all. */
  on = $state(false)
  state = $state<(typeof soundStates)[number]>('blocked')
  /** Until when somebody silenced this screen, ms of this machine. Silence is no acknowledgement. */
  mutedUntil = $state<number | undefined>()
  /** The level that is being said now; 0: nothing. */
  saying = $state(0)
  tested = keptMoment()

  #context: AudioContext | undefined
  #heardAt = -1
  #said: Said | undefined
  #retried = 0
  #deaf = false

  /** Speaks for the page until the returned function is called. */
  start(page: LivePage): () => void {
    this.on = true
    const touched = () => void this.wake()
    const timer = setInterval(() => this.#look(page), lookEveryMs)
    for (const name of ['pointerdown', 'keydown']) addEventListener(name, touched)
    void this.wake()
    return () => {
      this.on = false
      clearInterval(timer)
      for (const name of ['pointerdown', 'keydown']) removeEventListener(name, touched)
      void this.#context?.close()
      this.#context = undefined
    }
  }

  /** Tries to be heard: works by itself where the kiosk allows it, else with the first touch. */
  async wake(): Promise<void> {
    this.#retried = performance.now()
    try {
      this.#context ??= new AudioContext()
      // Without a touch the promise stays open; the state says what came of it.
      void this.#context.resume().catch(() => undefined)
    } catch {
      this.state = 'none'
    }
    this.#deaf = await withoutLoudspeaker()
  }

  mute(minutes: number): void {
    this.mutedUntil = minutes > 0 ? Date.now() + minutes * 60_000 : undefined
  }

  test(): void {
    if (!this.#context || this.state !== 'ready') return
    play(this.#context, testTone)
    this.tested = Date.now()
    try {
      localStorage.setItem(testedKey, String(this.tested))
    } catch {
      // Where nothing is kept, the report still says it until the page goes.
    }
  }

  #look({ replica, present, site }: LivePage): void {
    const at = performance.now()
    this.#check()
    if (at - this.#retried > retryEveryMs) void this.wake()
    if (this.mutedUntil !== undefined && this.mutedUntil <= Date.now()) this.mutedUntil = undefined
    const { situation } = replica
    if (!situation) return
    this.saying = loudest(situation.alarm.values())
    const silentFor = Math.max(0, (this.mutedUntil ?? 0) - Date.now())
    const wait = nextBurst(this.saying, this.#said, silentFor, at)
    if (wait === undefined) this.#said = undefined
    else if (wait === 0 && this.#context && this.state === 'ready') {
      play(this.#context, shapes[this.saying]?.pulses ?? [])
      this.#said = { level: this.saying, at }
    }
    const wanted = soundTestAt(situation.setting.get('sound')?.value)
    if (present.link === 'live' && testDue(time(present.minute, site), wanted, Date.now(), this.tested))
      this.test()
  }

  /** A context that runs moves its clock on; one that says it runs and stands still plays nothing. */
  #check(): void {
    if (this.#deaf) this.state = 'none'
    if (!this.#context || this.#deaf) return
    const moved = this.#context.currentTime > this.#heardAt
    this.#heardAt = this.#context.currentTime
    if (this.#context.state !== 'running') {
      if (this.state === 'ready') this.state = 'blocked'
      return
    }
    if (this.state === 'none' && !moved) return
    this.state = moved ? 'ready' : 'none'
  }
}

/** Whether the machine has nothing to play sound on; only asked where the browser says so (HTTPS). */
async function withoutLoudspeaker(): Promise<boolean> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => undefined)
  return devices !== undefined && devices.length > 0 && devices.every(({ kind }) => kind !== 'audiooutput')
}

export const sound = new Sound()
