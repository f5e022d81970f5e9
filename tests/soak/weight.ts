import type { CDPSession } from 'playwright-core'
import { holdMs } from '../../client/map/camera.ts'
import { later } from '../bench/room.ts'

/** What a page holds: bytes of its heap, those of them that are code, and what hangs on its document. */
interface Weight {
  heap: number
  code: number
  nodes: number
  listeners: number
}

/** Together they are longer than the map's camera stays with what is new. */
const looks = 4
const betweenLooksMs = (holdMs + 15_000) / looks

async function heapOf(cdp: CDPSession): Promise<number> {
  for (let time = 0; time < 4; time++) {
    await cdp.send('HeapProfiler.collectGarbage')
    await later(300)
  }
  return (await cdp.send('Runtime.getHeapUsage')).usedSize
}

/** Throws away what V8 compiled for speed, as it does when it begins to count calls: it compiles that anew where it runs often. */
async function dropFastCode(cdp: CDPSession): Promise<void> {
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.startPreciseCoverage', { callCount: true })
  await cdp.send('Profiler.stopPreciseCoverage')
  await cdp.send('Profiler.disable')
}

interface HeapSnapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
}

/** Bytes of code in the heap, by V8's own account: functions that run often are compiled, and compiled again, for hours. */
async function codeIn(cdp: CDPSession): Promise<number> {
  const chunks: string[] = []
  const keep = ({ chunk }: { chunk: string }) => void chunks.push(chunk)
  cdp.on('HeapProfiler.addHeapSnapshotChunk', keep)
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  cdp.off('HeapProfiler.addHeapSnapshotChunk', keep)
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as HeapSnapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size, code] = [fields.indexOf('type'), fields.indexOf('self_size'), types[0].indexOf('code')]
  let sum = 0
  for (let at = 0; at < nodes.length; at += fields.length)
    if (nodes[at + type] === code) sum += nodes[at + size] ?? 0
  return sum
}

/**
 * What the page holds once everything that can go has gone. The least of several looks: while its map is near what is new
 * and severe it holds 0.7 MB more, and 2.5 MB on the way back.
 */
export async function weigh(cdp: CDPSession): Promise<Weight> {
  let heap = Infinity
  for (let look = 0; look < looks; look++) {
    await later(betweenLooksMs)
    await dropFastCode(cdp)
    heap = Math.min(heap, await heapOf(cdp))
  }
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
  return { heap, code: await codeIn(cdp), nodes, listeners: jsEventListeners }
}
