import { MediaQuery } from 'svelte/reactivity'

/** A phone held upright: one column, where a title may take a second line. */
export const narrow = new MediaQuery('max-width: 600px')
