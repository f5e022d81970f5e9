import * as z from 'zod'
import { line } from './events/fields.ts'

const plain = (text: string): boolean => {
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

/** Name and place of a camera as everybody gets them; only staff is told its `url`. */
const shown = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'must be small letters, figures and dashes'),
  title: line,
  place: line.optional(),
  /** `hls`: a playlist of a moving picture; `snapshot`: one JPEG, PNG or WebP, asked for again and again. */
  kind: z.enum(['hls', 'snapshot']),
  everySeconds: z.int().min(1).max(600).default(5),
  /** `staff`: displays, where guests look too, get no picture of it. */
  audience: z.enum(['wall', 'staff']).default('wall'),
})
export type ShownCamera = z.infer<typeof shown>

const camera = shown.extend({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .refine(plain, 'must hold no name and password: they stand in DATA_DIR/secrets/cameras.json'),
})
export type Camera = z.infer<typeof camera>

/** The setting `cameras`. */
export const camerasSetting = z
  .array(camera)
  .max(64)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'an id stands there twice')

/** The cameras that a setting holds; none where it holds what cannot be read. */
export function camerasOf(value: unknown): Camera[] {
  return camerasSetting.safeParse(value).data ?? []
}

/** The same as displays know them. */
export function shownCameras(value: unknown): ShownCamera[] {
  return z.array(shown).safeParse(value).data ?? []
}

/** The setting's value without what only staff is told, whatever shape it has. */
export function withoutUrls(value: unknown): unknown {
  if (!Array.isArray(value)) return undefined
  return value.map((one: unknown) =>
    typeof one === 'object' && one !== null
      ? Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'url'))
      : one,
  )
}
