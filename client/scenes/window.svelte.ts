import type { Viewing } from '../wall-scale.ts'
import { spaceOf, type Space } from './space.ts'

/** The window as the page is laid out on it: its kind and the size of its type, kept in step with it on the root. */
export class WindowSpace {
  width = $state(innerWidth)
  height = $state(innerHeight)
  readonly space: Space
  readonly #viewing: () => Viewing | undefined

  constructor(viewing: () => Viewing | undefined) {
    this.#viewing = viewing
    this.space = $derived(spaceOf(this.width, this.height, this.#viewing()))
    $effect.pre(() => {
      const root = document.documentElement
      root.dataset.kind = this.space.kind
      root.style.setProperty('--rem', `${this.space.rem}px`)
    })
    $effect(() => {
      const measure = () => {
        this.width = innerWidth
        this.height = innerHeight
      }
      addEventListener('resize', measure)
      return () => removeEventListener('resize', measure)
    })
  }
}
