import type { Audience } from '../shared/audience.ts'
import { guestMode } from '../shared/settings.ts'
import { audienceOf, type Caller } from './access/caller.ts'
import type { World, Worlds } from './worlds.ts'

/** How a world is told on: to displays, to staff, or to staff with the displays' cut while guests are in the room. */
export const views = ['wall', 'staff', 'guests'] as const
export type View = (typeof views)[number]

/** The world that says whether guests are in the room: the real one, else the first there is. */
export function homeWorld(worlds: Worlds): World | undefined {
  return worlds.find('real') ?? worlds.all()[0]
}

/** Mode tamu: whether guests are in the room of this installation. */
export function guestsInside(worlds: Worlds): boolean {
  return homeWorld(worlds)?.present.situations.staff.setting.get(guestMode)?.value === true
}

export function viewOf(caller: Caller): View {
  return caller.guests ? 'guests' : audienceOf(caller)
}

export function audienceOfView(view: View): Audience {
  return view === 'staff' ? 'staff' : 'wall'
}

/**
 * The epoch as a view is told it. A staff screen's copy from before the guests came holds what they may not see: its
 * position is of another epoch, so that it starts over instead of resuming, on the way in and on the way out.
 */
export function epochFor(epoch: string, view: View): string {
  return view === 'guests' ? `${epoch}~tamu` : epoch
}
