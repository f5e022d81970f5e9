import { drawMaps } from '../map/picture.ts'
import { paintPage } from './paint-page.ts'

const widthPx = 640
const quality = 0.7

/**
 * A small picture of this page: the pixels of its map, and its boxes, symbols and words drawn anew where they stand. No
 * page may photograph itself: what the panel shows, and whether it is on, is not in it.
 */
export async function pictureOfPage(): Promise<Blob | null> {
  const scale = widthPx / Math.max(1, innerWidth)
  const canvas = document.createElement('canvas')
  canvas.width = widthPx
  canvas.height = Math.round(innerHeight * scale)
  const context = canvas.getContext('2d')
  if (!context) return null
  const maps = new Map<Element, HTMLCanvasElement>()
  await drawMaps((source) => {
    const copy = document.createElement('canvas')
    copy.width = Math.max(1, Math.round(source.clientWidth * scale))
    copy.height = Math.max(1, Math.round(source.clientHeight * scale))
    copy.getContext('2d')?.drawImage(source, 0, 0, copy.width, copy.height)
    maps.set(source, copy)
  })
  paintPage(context, scale, maps)
  return new Promise((answer) => canvas.toBlob(answer, 'image/webp', quality))
}
