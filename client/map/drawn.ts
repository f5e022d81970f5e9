import type { Map as MapLibreMap } from 'maplibre-gl'

const patienceMs = 5_000

/** Resolves when the map has rendered a frame with all its tiles; at once on a hidden page; fails after 5 s. */
export function drawn(map: MapLibreMap): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      clearTimeout(timer)
      map.off('render', look)
      document.removeEventListener('visibilitychange', look)
      finish()
    }
    const look = () => {
      if (document.hidden || map.areTilesLoaded()) end(resolve)
    }
    const timer = setTimeout(() => end(() => reject(new Error('the map did not draw'))), patienceMs)
    map.on('render', look)
    document.addEventListener('visibilitychange', look)
    if (document.hidden) look()
    else map.triggerRepaint()
  })
}
