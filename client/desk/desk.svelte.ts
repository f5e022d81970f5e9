import { SvelteSet } from 'svelte/reactivity'
import type { Position } from '../../shared/events/geometry.ts'
import type { Incident, Task } from '../../shared/situation/items.ts'
import { agencyName } from '../../shared/agency-names.ts'
import { agenciesOf } from '../../shared/settings.ts'
import type { LivePage } from '../live-page.svelte.ts'
import { me } from '../me.svelte.ts'
import type { Option } from './match.ts'

/** Who is asked for help where the installation has named no agencies: the four of every kabupaten. */
const usual = ['BPBD', 'DINSOS', 'DINKES', 'PUPR']

/** What the parts of the desk share: the live page, which incident is open, where on the map was clicked. */
export class Desk {
  readonly page: LivePage
  /** The id of the incident that is open in the middle. */
  selected = $state('')
  /** Whether a person chose what is open, or closed it: from then on nothing opens by itself. */
  chosen = $state(false)
  /** The id of the alarm in whose form somebody writes. */
  held = $state('')
  /** The tasks taken up here: they keep their place in the list, where their next step is expected. */
  readonly took = new SvelteSet<string>()
  picked = $state.raw<Position | undefined>()

  constructor(page: LivePage) {
    this.page = page
  }

  /** Opens an incident, or none. */
  open(id: string): void {
    this.selected = id
    this.chosen = true
  }

  /** The living situation, anew with every painted frame. */
  readonly situation = $derived.by(() => this.page.replica.view)
  /** Copies, for the fold changes its items in place. */
  readonly incidents = $derived.by((): Incident[] =>
    [...(this.situation?.incident.values() ?? [])].map((incident) => ({ ...incident })),
  )
  readonly tasks = $derived.by((): Task[] =>
    [...(this.situation?.task.values() ?? [])].map((task) => ({ ...task })),
  )
  readonly incident = $derived.by(() => this.incidents.find(({ id }) => id === this.selected))
  /** The agency of this page's person; empty for the room's own people. */
  readonly agency = $derived.by(() => (me.role.startsWith('agency:') ? me.role.slice('agency:'.length) : ''))
  /** What is shown is the past, or the person may only look. */
  readonly locked = $derived.by(() => this.page.past !== undefined)
  readonly operator = $derived.by(() => me.may('operator') && !this.locked)
  /** The world's moment now, ms UTC; while nothing is heard it goes on by our own count. */
  get now(): number {
    const { present } = this.page
    return (present.now ?? 0) + (present.link === 'live' ? 0 : present.silentSeconds * 1000 * present.rate)
  }

  readonly agencies = $derived.by((): Option[] => {
    const named = agenciesOf(this.situation?.setting.get('agencies')?.value)
    const known = new Map(named.map(({ id, name }) => [id, name]))
    for (const id of this.situation?.index.tasksByAgency.keys() ?? []) if (!known.has(id)) known.set(id, '')
    if (named.length === 0) for (const id of usual) if (!known.has(id)) known.set(id, '')
    const setting = this.situation?.setting.get('agencies')?.value
    return [...known].map(([id, name]) => {
      const text = agencyName(setting, id)
      return { value: id, text, detail: name === text ? '' : name }
    })
  })
}
