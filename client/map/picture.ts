import type { Map as MapLibreMap } from 'maplibre-gl'

const patienceMs = 1_500
const maps = new Map<MapLibreMap, HTMLCanvasElement>()

/** Lets pictures of the page show this map and the marks above it, until the answered function is called. */
export function showInPictures(map: MapLibreMap, marks: HTMLCanvasElement): () => void {
  maps.set(map, marks)
  return () => void maps.delete(map)
}

/**
 * Draws every map of the page with `draw`, right after it has drawn itself: its pixels can be read at no other moment.
 * A map that does not draw in time is left out.
 */
export async function drawMaps(draw: (canvas: HTMLCanvasElement) => void): Promise<void> {
  await Promise.all(
    [...maps].map(
      ([map, marks]) =>
        new Promise<void>((done) => {
          const take = () => {
            draw(map.getCanvas())
            draw(marks)
            done()
          }
          map.once('render', take)
          map.triggerRepaint()
          setTimeout(() => {
            map.off('render', take)
            done()
          }, patienceMs)
        }),
    ),
  )
}
