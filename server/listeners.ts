import { receiver, type EngineSocket, type Receiver } from './broadcast.ts'
import type { Screen } from './rooms.ts'

/** A connected screen, and the way to it. */
interface Listener extends Screen, Receiver {}

/** Who is connected, and who is in which room. Kept ready for the tick: a thousand screens are looked up in one walk. */
export class Listeners {
  #all = new Map<string, Listener>()
  #rooms = new Map<string, Map<string, Listener>>()

  add(id: string, data: Screen['data'], conn: EngineSocket): Listener {
    const listener = { id, data, ...receiver(conn) }
    this.#all.set(id, listener)
    return listener
  }

  /** It is gone, from every room. */
  remove(id: string): void {
    this.#all.delete(id)
    for (const room of this.#rooms.keys()) this.leave(id, room)
  }

  enter(ids: readonly string[], room: string): void {
    const inside = this.#rooms.get(room) ?? new Map<string, Listener>()
    for (const id of ids) {
      const listener = this.#all.get(id)
      if (listener) inside.set(id, listener)
    }
    if (inside.size > 0) this.#rooms.set(room, inside)
  }

  leave(id: string, room: string): void {
    const inside = this.#rooms.get(room)
    if (inside?.delete(id) && inside.size === 0) this.#rooms.delete(room)
  }

  /** Those in a room, or those of some ids that are still there. */
  of(to: string | readonly string[]): Listener[] {
    if (typeof to === 'string') return [...(this.#rooms.get(to)?.values() ?? [])]
    return to.flatMap((id) => this.#all.get(id) ?? [])
  }

  size(room: string): number {
    return this.#rooms.get(room)?.size ?? 0
  }
}
