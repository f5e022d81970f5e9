import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open as openFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ZodType } from 'zod'
import { Failure } from '../failure.ts'
import {
  cipher,
  ending,
  entry,
  nonceBytes,
  opening,
  tagBytes,
  unlock,
  type Entry,
  type SealKeys,
} from './format.ts'

/** A backup that was read to its end and found whole. */
interface Whole {
  path: string
  made: string
  keys: SealKeys
  /** Where each file's bytes begin. */
  entries: (Entry & { from: number })[]
}

const longestLine = 4_096
const broken = (why: string) => new Failure(`the backup is broken: ${why}; nothing was changed`)

/** Reads a whole backup and checks every byte of it; writes nothing. Throws Failure. */
export async function checkBackup(path: string, passphrase: string): Promise<Whole> {
  const handle = await openFile(path, 'r').catch(() => {
    throw new Failure(`cannot read the file ${path}`)
  })
  try {
    const stands = await handle.stat()
    if (stands.isDirectory()) throw new Failure(`${path} is a folder: name a file`)
    const { size } = stands
    const first = await readLine(handle, 0)
    const head = parsed(first.text, opening)
    if (!head) throw new Failure(`${path} is no backup of this program`)
    const keys = unlock(head, passphrase)
    const sum = createHmac('sha256', keys.sign).update(first.bytes)
    const entries: Whole['entries'] = []
    for (let at = first.bytes.length; ;) {
      const line = await readLine(handle, at)
      const from = at + line.bytes.length
      const next = parsed(line.text, entry)
      if (!next) {
        checkEnd(line.text, sum.digest(), from === size)
        return { path, made: head.made, keys, entries }
      }
      if (from + next.bytes > size) throw broken('it ends too early')
      sum.update(line.bytes)
      for await (const chunk of bytesOf(path, from, next.bytes)) sum.update(chunk)
      entries.push({ ...next, from })
      at = from + next.bytes
    }
  } finally {
    await handle.close()
  }
}

function checkEnd(text: string, sum: Buffer, isLast: boolean): void {
  const end = parsed(text, ending)
  if (!end) throw broken('it ends too early or was changed')
  if (!isLast) throw broken('something follows its end')
  if (!timingSafeEqual(sum, Buffer.from(end.end, 'hex'))) throw broken('its bytes were changed')
}

/** Writes every file of a checked backup below `folder`, durably; what was sealed is opened. */
export async function unpack({ path, keys, entries }: Whole, folder: string): Promise<void> {
  for (const { file, from, bytes, sealed } of entries) {
    const target = join(folder, file)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const out = await openFile(target, 'wx', 0o600)
    try {
      const chunks = sealed ? unsealed(path, from, bytes, keys) : bytesOf(path, from, bytes)
      for await (const chunk of chunks) await out.writeFile(chunk)
      await out.sync()
    } finally {
      await out.close()
    }
  }
}

/**
 * The same for trial: what lies plain in the backup is written below `folder`, what was sealed is opened and thrown away,
 * so that no secret ever lies beside a backup. Answers what the vault's key would be.
 */
export async function unpackForTrial({ path, keys, entries }: Whole, folder: string): Promise<string> {
  const [sealed, plain] = [entries.filter((one) => one.sealed), entries.filter((one) => !one.sealed)]
  await unpack({ path, keys, made: '', entries: plain }, folder)
  let vaultKey = ''
  for (const { file, from, bytes } of sealed)
    for await (const chunk of unsealed(path, from, bytes, keys))
      if (file === 'secrets/vault') vaultKey += new TextDecoder().decode(chunk)
  return vaultKey
}

async function* bytesOf(path: string, from: number, bytes: number): AsyncGenerator<Uint8Array> {
  if (bytes === 0) return
  for await (const chunk of createReadStream(path, { start: from, end: from + bytes - 1 }))
    yield chunk as Uint8Array
}

async function* unsealed(
  path: string,
  from: number,
  bytes: number,
  { seal }: SealKeys,
): AsyncGenerator<Uint8Array> {
  const body = bytes - nonceBytes - tagBytes
  if (body < 0) throw broken('a sealed file is too short')
  const opener = createDecipheriv(cipher, seal, await few(path, from, nonceBytes))
  opener.setAuthTag(await few(path, from + nonceBytes + body, tagBytes))
  for await (const chunk of bytesOf(path, from + nonceBytes, body)) yield opener.update(chunk)
  yield opener.final()
}

async function few(path: string, from: number, bytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytesOf(path, from, bytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function readLine(handle: FileHandle, at: number): Promise<{ bytes: Buffer; text: string }> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestLine), 0, longestLine, at)
  const end = buffer.subarray(0, bytesRead).indexOf(0x0a)
  const bytes = buffer.subarray(0, end + 1)
  return { bytes, text: bytes.toString() }
}

function parsed<T>(text: string, schema: ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
