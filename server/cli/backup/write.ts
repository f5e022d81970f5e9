import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open as openFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Failure } from '../failure.ts'
import { cipher, nonceBytes, open, tagBytes, type SealKeys } from './format.ts'

/** A file that goes into a backup: its path in the data folder, where its bytes are now, and whether they are sealed. */
export interface Packed {
  file: string
  path: string
  sealed: boolean
}

/** Writes a backup (see format.ts) under another name, makes it durable, then gives it its own. Answers its bytes. */
export async function writeBackup(
  to: string,
  passphrase: string,
  files: readonly Packed[],
  signal?: AbortSignal,
): Promise<number> {
  const part = `${to}.part`
  try {
    const bytes = await writeAll(part, passphrase, files, signal)
    await rename(part, to)
    await syncFolder(dirname(to))
    return bytes
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function writeAll(
  part: string,
  passphrase: string,
  files: readonly Packed[],
  signal?: AbortSignal,
): Promise<number> {
  const { first, keys } = open(passphrase)
  const out = await openFile(part, 'w', 0o600)
  try {
    const sum = createHmac('sha256', keys.sign)
    let bytes = 0
    const put = async (chunk: Uint8Array) => {
      signal?.throwIfAborted()
      sum.update(chunk)
      bytes += chunk.length
      await writeWhole(out, chunk)
    }
    const line = (value: unknown) => put(Buffer.from(`${JSON.stringify(value)}\n`))
    await line(first)
    for (const { file, path, sealed } of files) {
      const size = (await stat(path)).size + (sealed ? nonceBytes + tagBytes : 0)
      await line({ file, bytes: size, sealed })
      const before = bytes
      for await (const chunk of sealed ? sealing(path, keys) : createReadStream(path))
        await put(chunk as Uint8Array)
      if (bytes - before !== size) throw new Failure(`${file} changed while it was read: try again`)
    }
    const end = Buffer.from(`${JSON.stringify({ end: sum.digest('hex') })}\n`)
    await writeWhole(out, end)
    await out.sync()
    return bytes + end.length
  } finally {
    await out.close()
  }
}

async function writeWhole(out: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await out.write(chunk, at)).bytesWritten
}

async function* sealing(path: string, { seal }: SealKeys): AsyncGenerator<Uint8Array> {
  const nonce = randomBytes(nonceBytes)
  const sealer = createCipheriv(cipher, seal, nonce)
  yield nonce
  for await (const chunk of createReadStream(path)) yield sealer.update(chunk as Uint8Array)
  yield sealer.final()
  yield sealer.getAuthTag()
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; there the rename is as durable as it gets.
  const handle = await openFile(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
