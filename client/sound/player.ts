import type { Pulse } from './shapes.ts'

/** Loud enough for a room, far from distorting: the volume itself is the loudspeaker's. */
const gain = 0.5
/** Softened edges: a pulse that begins at once clicks. */
const edgeSeconds = 0.015

/** Plays pulses; the first of them at once. Five harmonics, so that the ear finds where it comes from. */
export function play(context: AudioContext, pulses: readonly Pulse[]): void {
  const wave = context.createPeriodicWave(new Float32Array(6), new Float32Array([0, 1, 0.6, 0.4, 0.25, 0.15]))
  const begin = context.currentTime + 0.05
  for (const { at, hz, seconds } of pulses) {
    const tone = context.createOscillator()
    const envelope = context.createGain()
    tone.setPeriodicWave(wave)
    tone.frequency.value = hz
    const [from, to] = [begin + at, begin + at + seconds]
    envelope.gain.setValueAtTime(0, from)
    envelope.gain.linearRampToValueAtTime(gain, from + edgeSeconds)
    envelope.gain.setValueAtTime(gain, to - edgeSeconds)
    envelope.gain.linearRampToValueAtTime(0, to)
    tone.connect(envelope).connect(context.destination)
    tone.start(from)
    tone.stop(to)
    tone.addEventListener('ended', () => envelope.disconnect(), { once: true })
  }
}
