import { constants } from 'node:fs'
import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkBackup } from '../cli/backup/read.ts'
import { checkRoom } from '../cli/backup/room.ts'
import { syncFolder } from '../cli/backup/write.ts'
import { oneLine } from '../cli/failure.ts'
import { fromEnvironment } from '../config.ts'
import { inIndonesian } from './trouble.ts'

const named = /^ruang-\d{8}T\d{6}Z\.backup$/

/** A folder of backups: the newest of them by its name, and how many are kept. */
interface Shelf {
  folder: string
  newest: string
  keep: number
  passphrase: string
}

/** Copies a backup here, durably, and reads it back: every byte is checked. `first`: nothing was ever copied here. */
async function put({ folder, newest, passphrase }: Shelf, from: string, first: boolean): Promise<void> {
  if (!(await stat(folder)).isDirectory()) throw new Error('ENOTDIR')
  const there = join(folder, newest)
  const names = (await readdir(folder)).filter((name) => named.test(name))
  // The point where a share is mounted is there without it too: a copy beside the original helps nobody.
  if (!first && names.length === 0 && (await stat(folder)).dev === (await stat(dirname(from))).dev)
    throw new Error(
      `${folder} kosong dan ada di disk yang sama dengan cadangannya: apakah share-nya terpasang?`,
    )
  if (!names.includes(newest)) {
    const part = `${there}.part`
    await checkRoom(folder, (await stat(from)).size)
    await copyFile(from, part, constants.COPYFILE_FICLONE)
    const written = await open(part, 'r+')
    await written.sync().finally(() => written.close())
    await rename(part, there)
    await syncFolder(folder)
  }
  await checkBackup(there, passphrase).catch(async (error: unknown) => {
    await rename(there, `${there}.rusak`)
    throw error
  })
}

/** Reads one of the older ones whole, another each day: disks forget. A broken one is put out of the way and named. */
async function lookAfter({ folder, newest, passphrase }: Shelf, turn: number): Promise<void> {
  const older = (await readdir(folder)).filter((name) => named.test(name) && name !== newest).toSorted()
  const name = older[turn % Math.max(1, older.length)]
  if (!name) return
  await checkBackup(join(folder, name), passphrase).catch(async (error: unknown) => {
    // Made under another passphrase: nothing can be said of it.
    if (/passphrase/.test(oneLine(error))) return
    await rename(join(folder, name), join(folder, `${name}.rusak`))
    throw new Error(`${name} di ${folder}: ${inIndonesian(error, folder)}; disisihkan sebagai ${name}.rusak`)
  })
}

/** Lets all go but the newest. One whose name lies ahead of the newest was made by a clock that was wrong, and goes first. */
async function prune({ folder, newest, keep }: Shelf): Promise<void> {
  const names = await readdir(folder)
  const all = names.filter((name) => named.test(name)).toSorted()
  const order = [...all.filter((name) => name > newest), ...all.filter((name) => name <= newest)]
  const parts = names.filter((name) => /^ruang-\w+\.backup\.part$/.test(name))
  for (const name of [...order.slice(0, -keep), ...parts]) await rm(join(folder, name), { force: true })
}

/** node shelf.ts FOLDER NEWEST KEEP [FROM [first]]: a process of its own, as a share that hangs holds whoever touches it. */
if (import.meta.main) {
  const [folder = '', newest = '', keep = '1', from, first] = process.argv.slice(2)
  const shelf = { folder, newest, keep: Number(keep), passphrase: fromEnvironment('RUANG_PASSPHRASE') ?? '' }
  try {
    if (from) await put(shelf, from, first === 'first')
    await prune(shelf)
    await lookAfter(shelf, Math.floor(Date.now() / 86_400_000))
  } catch (error) {
    process.stderr.write(`${oneLine(error)}\n`)
    process.exitCode = 1
  }
}
