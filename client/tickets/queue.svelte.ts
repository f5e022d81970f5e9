import type { Ticket } from '../../shared/situation/items.ts'
import { inWorld } from '../appearance.ts'
import { ask, listOf, textOf } from '../ask.ts'
import { siteOfValue } from '../site.ts'

interface Named {
  id: string
  name: string
  short?: string
}
interface Filter {
  words: string
  agency: string
  category: string
  /** '' all, 'overdue', or opened so many days ago at least. */
  age: string
  /** 'open' by deadline, 'closed' the newest first. */
  state: string
}

const perPage = 100
const dayMs = 86_400_000

/** Complaints as the register gives them, page by page: so that however many there are, each can be reached. */
export class TicketQueue {
  tickets = $state.raw<Ticket[]>([])
  agencies = $state.raw<Named[]>([])
  categories = $state.raw<Named[]>([])
  site = $state.raw(siteOfValue(undefined))
  now = $state(Date.now())
  known = $state(false)
  filter = $state<Filter>({ words: '', agency: '', category: '', age: '', state: 'open' })
  next = $state('')
  #pages = 1

  #query(after: string): string {
    const { words, agency, category, age, state } = this.filter
    const days = Number(age)
    const query = new URLSearchParams({
      ...{ limit: String(perPage), open: state === 'open' ? '1' : '0' },
      ...(state === 'open' && { order: 'due' }),
      ...(words && { q: words }),
      ...(agency && { agency }),
      ...(category && { category }),
      ...(age === 'overdue' && { overdue: '1' }),
      ...(days > 0 && { to: new Date(this.now - days * dayMs).toISOString() }),
      ...(after && { [state === 'open' ? 'after' : 'before']: after }),
    })
    return inWorld(`/api/tickets?${query}`)
  }

  /** Looks again at the pages that are shown. */
  async load(): Promise<void> {
    const found: Ticket[] = []
    let next = ''
    for (let page = 0; page < this.#pages; page++) {
      const { ok, body } = await ask('GET', this.#query(next))
      if (!ok) return
      found.push(...listOf(body, 'tickets').map(({ item }) => item as Ticket))
      next = typeof body.next === 'number' ? String(body.next) : textOf(body, 'next')
      this.now = typeof body.now === 'number' ? body.now : Date.now()
      this.site = siteOfValue(body.site)
      this.agencies = named(listOf(body, 'agencies'))
      this.categories = named(listOf(body, 'categories'))
      if (!next) break
    }
    this.tickets = found
    this.next = next
    this.known = true
  }

  /** Another filter begins with its first page. */
  async again(): Promise<void> {
    this.#pages = 1
    await this.load()
  }

  async more(): Promise<void> {
    this.#pages++
    await this.load()
  }

  /** What the room calls an agency. */
  agencyName(id: string): string {
    return this.agencies.find((one) => one.id === id)?.short ?? id
  }

  nameOf(list: readonly Named[], id: string): string {
    return list.find((one) => one.id === id)?.name ?? id
  }
}

function named(list: Record<string, unknown>[]): Named[] {
  return list.map((one) => ({
    ...{ id: textOf(one, 'id'), name: textOf(one, 'name') },
    ...(textOf(one, 'short') && { short: textOf(one, 'short') }),
  }))
}
