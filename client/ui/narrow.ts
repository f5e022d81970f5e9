import { MediaQuery } from 'svelte/reactivity'

/** A phone, upright or on its side: its page scrolls, and a title may take another line. */
export const narrow = new MediaQuery('(max-width: 600px), (max-height: 500px) and (max-width: 1000px)')
