import { Hono, type Context } from 'hono'
import { camerasOf, type Camera } from '../../shared/cameras.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { audienceOf } from '../access/caller.ts'
import { CameraFailed } from '../cameras/cameras.ts'
import { ClosedAddress } from '../feeds/fetch-open.ts'
import { allow, type Env } from './context.ts'

const notFound = () => new Refusal(problem(404, 'Not found', 'there is no such camera here'))

/** The camera of the path, if whoever asks may see it. */
function cameraOf(c: Context<Env>, kind: Camera['kind']): Camera {
  const { caller, world } = c.var
  const list = camerasOf(world.present.situations.staff.setting.get('cameras')?.value)
  const camera = list.find((one) => one.id === c.req.param('id') && one.kind === kind)
  if (!camera || (camera.audience === 'staff' && audienceOf(caller) === 'wall')) throw notFound()
  return camera
}

/** No picture is no fault of ours: 502, and the log says why. */
async function asked<T>(c: Context<Env>, camera: Camera, asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (error) {
    const closed = error instanceof ClosedAddress
    const reason = error instanceof CameraFailed ? error.message : 'the connection failed'
    const detail = closed ? 'its address is inside the house: CAMERA_PRIVATE_HOSTS allows it' : reason
    c.var.server.logger.debug({ camera: camera.id, detail }, 'no picture')
    throw new Refusal(problem(502, 'No picture', detail))
  }
}

/** Pictures of cameras, by way of this server. */
export const cctv = new Hono<Env>()
  .get('/api/cctv/:id/snapshot', allow('operator', 'executive', 'agency', 'display'), async (c) => {
    const camera = cameraOf(c, 'snapshot')
    const { bytes, type, changed } = await asked(c, camera, c.var.server.cameras.picture(camera))
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', type)
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    c.header('Picture-Age', String(Math.max(0, Math.round((Date.now() - changed) / 1_000))))
    return c.body(bytes)
  })
  .get('/api/cctv/:id/live.m3u8', allow('operator', 'executive', 'agency', 'display'), async (c) => {
    const camera = cameraOf(c, 'hls')
    const text = await asked(c, camera, c.var.server.cameras.playlist(camera))
    return playlist(c, text)
  })
  .get('/api/cctv/:id/part/:token', allow('operator', 'executive', 'agency', 'display'), async (c) => {
    const camera = cameraOf(c, 'hls')
    const { cameras } = c.var.server
    const part = cameras.read(camera, c.req.param('token'))
    if (!part) throw notFound()
    if (part.named === 'playlist')
      return playlist(c, await asked(c, camera, cameras.playlist(camera, part.url)))
    const stream = await asked(c, camera, cameras.piece(camera, part.url))
    c.header('Cache-Control', 'no-store')
    c.header('Content-Type', 'application/octet-stream')
    c.header('Content-Security-Policy', "default-src 'none'; sandbox")
    return c.body(stream)
  })

function playlist(c: Context<Env>, text: string): Response {
  c.header('Cache-Control', 'no-store')
  c.header('Content-Type', 'application/vnd.apple.mpegurl')
  return c.body(text)
}
