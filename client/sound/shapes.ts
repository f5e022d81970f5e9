/** One pulse: when it begins, how high it is and how long it lasts (s). */
export interface Pulse {
  at: number
  hz: number
  seconds: number
}

/** What an alarm of a level sounds like, and after how many seconds it is said again. */
interface Shape {
  pulses: readonly Pulse[]
  everySeconds: number
}

/** Pulses of `seconds` each, `gap` between them; 0 is a rest as long as a pulse and its gap. */
function burst(tones: readonly number[], seconds: number, gap: number): Pulse[] {
  return tones.flatMap((hz, index) => (hz === 0 ? [] : [{ at: index * (seconds + gap), hz, seconds }]))
}

const [c, e, g, b] = [523.25, 659.25, 783.99, 987.77]

/**
 * The levels are told apart by rhythm and melody, not by volume, after the bursts of IEC 60601-1-8: low priority two
 * pulses, medium three, high ten in the rhythm 3 + 2, twice. Normal makes no sound.
 */
export const shapes: Readonly<Record<number, Shape>> = {
  1: { pulses: burst([e, c], 0.25, 0.2), everySeconds: 30 },
  2: { pulses: burst([c, e, g], 0.2, 0.15), everySeconds: 15 },
  3: { pulses: burst([g, g, g, 0, b, b, 0, 0, g, g, g, 0, b, b], 0.12, 0.08), everySeconds: 7.5 },
}

/** The daily proof that the loudspeaker works: one long tone, like no alarm. */
export const testTone: readonly Pulse[] = [{ at: 0, hz: 440, seconds: 1.2 }]
