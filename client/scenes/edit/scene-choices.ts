import type { Scene } from '../../../shared/scenes.ts'
import { m } from '../../messages/index.ts'

/** The scenes to choose from; one that is chosen and no longer there stands among them as such. */
export function sceneChoices(scenes: readonly Scene[], chosen = ''): { value: string; text: string }[] {
  const choices = scenes.map(({ id, name }) => ({ value: id, text: name }))
  const there = chosen === '' || scenes.some(({ id }) => id === chosen)
  return there ? choices : [...choices, { value: chosen, text: m.scenes.isGone(chosen) }]
}
