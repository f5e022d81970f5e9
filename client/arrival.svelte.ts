/**
 * What a promise brings, as state. `{#await}` holds on, for as long as it stands on the page, to everything that changed in the
 * moment in which it began: on a screen that started over that was a second copy of the whole situation, for days.
 */
export class Arrival<Value> {
  /** There only once it came. */
  value = $state.raw<Value>()
  state = $state<'waiting' | 'there' | 'failed'>('waiting')

  constructor(coming: Promise<Value> | undefined) {
    coming?.then(
      (value) => {
        this.value = value
        this.state = 'there'
      },
      () => (this.state = 'failed'),
    )
  }
}
