import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { expect, test } from 'vitest'
import MapNotes from '../../client/map/MapNotes.svelte'
import { tiles } from '../../client/tiles/index.ts'
import { sourceNames } from '../../client/tiles/source-names.ts'
import type { TileProps } from '../../client/tiles/tile.ts'
import { event, evening, folded } from './told.ts'

const hour = 3_600_000
const names = [...new Set<string>(Object.values(sourceNames).flat())]
const said = { owner: 'Pemilik', everySeconds: 600, lateAfterSeconds: 3600 }
/** Every source that a tile may rest on is declared, and was heard once. */
const situation = folded(
  names.flatMap((name, at) => [
    event(2 * at + 1, 'source.declared', name, { ...said, title: name }, 0),
    event(2 * at + 2, 'source.heard', name, { asOf: new Date(evening).toISOString(), items: 0 }),
  ]),
)
/** These rest on what the server has recorded, whoever told it: on the link alone. */
const onTheLink = ['latest', 'status', 'silent', 'needs', 'shelters', 'decisions']

/** A camera's picture does not come out of the situation: each says for itself when it was taken, and *mati*. */
const resting = tiles.filter(({ id }) => id !== 'cameras')

function drawn(component: Component<TileProps>, later: number, link: TileProps['link'] = 'live') {
  const props = { situation, now: evening + later, link, place: () => undefined }
  const { body } = render(component, { props })
  return { hatched: /class="[^"]*\bold\b/.test(body), asOf: /per 19\.46/.test(body), body }
}

test.each(resting)('the tile $id is hatched and dated when its sources are late', ({ id, component }) => {
  expect(drawn(component, 60_000)).toMatchObject({ hatched: false, asOf: false })
  if (id === 'sources') expect(drawn(component, 2 * hour).body).toMatch(/terlambat/)
  else if (onTheLink.includes(id)) expect(drawn(component, 2 * hour).hatched).toBe(false)
  else expect(drawn(component, 2 * hour)).toMatchObject({ hatched: true, asOf: true })
})

test.each(resting)('the tile $id is hatched and dated when the link is late or lost', ({ component }) => {
  for (const link of ['late', 'lost'] as const)
    expect(drawn(component, 0, link)).toMatchObject({ hatched: true, asOf: true })
})

test('the map says what it no longer knows, and since when', () => {
  const notes = (later: number) =>
    render(MapNotes, { props: { situation, now: evening + later, link: 'live', region: undefined } }).body
  expect(notes(60_000)).not.toMatch(/per 19\.46/)
  expect(notes(2 * hour)).toMatch(/per 19\.46/)
})
