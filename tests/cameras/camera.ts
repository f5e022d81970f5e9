import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import { initSegment, livePlaylist, segment } from './stream.ts'

/** A grey picture of one dot (JPEG); what follows its end makes each one another. */
const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
  'base64',
)

/** What the camera does now: another picture each time, the same one for ever, or nothing. */
type Mood = 'alive' | 'frozen' | 'dead'

/** A stream that runs: its playlist, and each second of it. */
function running(path: string, seconds: number): string | Buffer | undefined {
  if (path === '/run/index.m3u8') return livePlaylist(Math.floor(seconds))
  if (path === '/run/init.mp4') return initSegment()
  const [, at] = /^\/run\/s(\d+)\.m4s$/.exec(path) ?? []
  return at === undefined ? undefined : segment(Number(at))
}

/** A camera of the house on a port of its own, which wants a name and a password: snapshots and a small stream. */
export async function cameraOfTheHouse() {
  const camera = { mood: 'alive' as Mood, asked: [] as string[] }
  let turn = 0
  const begun = Date.now()
  const files: Record<string, string> = {
    '/live/index.m3u8': [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="../audio/a.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=800000,AUDIO="a"',
      'low.m3u8?quality=1',
    ].join('\n'),
    '/live/low.m3u8': [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-MAP:URI="init.mp4"',
      '#EXTINF:2,',
      'seg-0.ts',
      '#EXTINF:2,',
      'seg-1.ts',
    ].join('\n'),
    '/live/foreign.m3u8': '#EXTM3U\n#EXTINF:2,\nhttp://169.254.169.254/latest/meta-data',
    '/live/seg-0.ts': 'G'.repeat(188 * 4),
  }
  const server = createServer((request, answer) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    camera.asked.push(path)
    const signIn = `Basic ${Buffer.from('kamera:rahasia-kamera').toString('base64')}`
    if (camera.mood === 'dead') return void answer.writeHead(503).end()
    if (request.headers.authorization !== signIn) return void answer.writeHead(401).end('rahasia')
    if (path === '/snap.jpg') {
      if (camera.mood === 'alive') turn++
      return void answer.end(Buffer.concat([jpeg, Buffer.from(String(turn))]))
    }
    if (path === '/away') return void answer.writeHead(302, { location: '/snap.jpg' }).end()
    const file = files[path] ?? running(path, (Date.now() - begun) / 1_000)
    answer.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  return { camera, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` }
}

/** The statement by which an administrator sets the cameras. */
export function camerasChanged(value: object[]) {
  return {
    specversion: '1.0',
    id: `cameras-${Math.random()}`,
    source: '/admin',
    type: 'setting.changed',
    subject: 'cameras',
    time: new Date().toISOString(),
    data: { key: 'cameras', value },
  }
}
