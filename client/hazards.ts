import { m } from './messages/index.ts'

/** The hazards as a list offers them, `text` with a capital. Of several codes with one name the first stands for all. */
export const hazardChoices: { value: string; text: string }[] = Object.entries(m.hazards)
  .filter(([, text], at, all) => all.findIndex(([, other]) => other === text) === at)
  .map(([value, text]) => ({ value, text: text.charAt(0).toUpperCase() + text.slice(1) }))
