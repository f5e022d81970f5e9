import { categoriesOf } from '../../shared/categories.ts'
import { shownCameras } from '../../shared/cameras.ts'
import type { Part } from '../../shared/scenes.ts'
import type { Region } from '../../shared/region.ts'
import type { Observation } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { hazardChoices } from '../hazards.ts'
import { m } from '../messages/index.ts'
import { agencyNames } from '../agency-names.ts'
import { sourceTitle } from '../ui/stamp.ts'
import { volcanoRows } from './volcanoes.ts'

/** What a room knows that there is to choose from. */
export interface Known {
  situation: Situation
  region: Region | undefined
  now: number
}

interface Choice {
  value: string
  text: string
}

/** One thing that a scene may say to a tile: chosen from what there is, never typed. Where nothing is chosen, all is shown. */
export interface TileOption {
  name: keyof typeof m.scenes.options
  many: boolean
  choices: (known: Known) => Choice[]
}

const byText = (a: Choice, b: Choice) => a.text.localeCompare(b.text)

function agenciesOf({ situation }: Known): Choice[] {
  const value = situation.setting.get('agencies')?.value
  const nameOf = agencyNames(situation)
  const ids = (Array.isArray(value) ? value : []).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? one.id : [],
  )
  return ids.map((id) => ({ value: id, text: nameOf(id) })).sort(byText)
}

const areas: TileOption = {
  name: 'areas',
  many: true,
  choices: ({ region }) =>
    (region?.districts ?? []).map(({ code, name }) => ({ value: code, text: name })).sort(byText),
}
const agencies: TileOption = { name: 'agencies', many: true, choices: agenciesOf }
const hazards: TileOption = {
  name: 'hazards',
  many: true,
  choices: () => hazardChoices.toSorted(byText),
}
const gauges: TileOption = {
  name: 'gauges',
  many: true,
  choices: ({ situation }) =>
    [...(situation.index.observationsByKind.get('water-level') ?? [])]
      .flatMap((id) => situation.observation.get(id) ?? [])
      .map((gauge) => ({ value: gauge.id, text: gaugeName(gauge) }))
      .sort(byText),
}
const volcanoes: TileOption = {
  name: 'volcanoes',
  many: true,
  choices: ({ situation, now }) =>
    volcanoRows(situation, now).map(({ id, title }) => ({ value: id, text: title })),
}
const cameras: TileOption = {
  name: 'cameras',
  many: true,
  choices: ({ situation }) =>
    shownCameras(situation.setting.get('cameras')?.value).map(({ id, title }) => ({
      value: id,
      text: title,
    })),
}
const sources: TileOption = {
  name: 'sources',
  many: true,
  choices: ({ situation }) =>
    [...situation.source.values()].map((one) => ({ value: one.id, text: sourceTitle(one) })).sort(byText),
}
const indicator: TileOption = {
  name: 'indicator',
  many: false,
  choices: ({ situation }) =>
    [...situation.indicator.values()].map(({ id, name }) => ({ value: id, text: name })).sort(byText),
}
const layers: TileOption = {
  name: 'layers',
  many: true,
  choices: () => [{ value: 'heat', text: m.scenes.heat }],
}
const category: TileOption = {
  name: 'category',
  many: false,
  choices: ({ situation }) =>
    categoriesOf(situation.setting.get('categories')?.value).map(({ id, name }) => ({
      value: id,
      text: name,
    })),
}

/** What a scene may say to its tiles by their ids, the map among them. */
export const tileOptions: Record<string, readonly TileOption[]> = {
  map: [indicator, layers, category],
  incidents: [areas, hazards],
  tickets: [agencies],
  projects: [agencies],
  silent: [agencies],
  water: [gauges],
  volcanoes: [volcanoes],
  forecast: [areas],
  shelters: [areas],
  cameras: [cameras],
  sources: [sources],
}

/** What the scene chose of one thing; empty: all of them. */
export function chosenOf(
  options: Record<string, unknown> | undefined,
  name: TileOption['name'],
): readonly string[] {
  const value = options?.[name]
  if (typeof value === 'string' && value !== '') return [value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** What a part of a scene was told to show that there is no more. */
export function goneOf({ tile, options }: Pick<Part, 'tile' | 'options'>, known: Known): string[] {
  return (tileOptions[tile] ?? []).flatMap(({ name, choices }) => {
    const there = new Set(choices(known).map(({ value }) => value))
    return chosenOf(options, name).filter((id) => !there.has(id))
  })
}

/** Whether an id is among the chosen ones. */
export const isChosen = (chosen: readonly string[], id: string | undefined): boolean =>
  chosen.length === 0 || (id !== undefined && chosen.includes(id))

/** Whether a place, by its code, lies in one of the chosen areas. */
export const isWithin = (chosen: readonly string[], code: string | undefined): boolean =>
  chosen.length === 0 || chosen.some((area) => code === area || code?.startsWith(`${area}.`))

/** What a tile says beside its title where it does not show all; nothing where it does. */
export function onlyOf(chosen: readonly string[], nameOf: (id: string) => string | undefined): string {
  const most = 2
  const named = chosen.slice(0, most).map((id) => nameOf(id) ?? id)
  return named.join(', ') + (chosen.length > most ? ` +${chosen.length - most}` : '')
}

/** A gauge's name without its last reading, which some publishers write behind it. */
export const gaugeName = ({ title }: Pick<Observation, 'title'>): string =>
  title.replace(/\s*:[^:]*\d[^:]*$/, '')

/** A tile's title, with what it shows alone. */
export const titled = (title: string, only: string): string => (only ? `${title} · ${only}` : title)
