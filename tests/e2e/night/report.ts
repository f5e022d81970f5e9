import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { fold } from '../../shared/streams.ts'
import { name, type Room } from './room.ts'

const query = `?world=${name}`

/** The figures of the log as rows of the report's CSV, folded apart from the server: what, how many. */
async function fromLog({ world }: Room): Promise<string[]> {
  const situation = fold(await world.log.read(0, 10_000))
  return [...situation.incident.values()].flatMap(({ title, impact }) =>
    Object.entries(impact).map(([, { value }]) => `${title},${value}`),
  )
}

/**
 * The Bupati drafts the situation report on the tablet, writes what comes next, approves it and takes the PDF; everybody
 * can prove that it is genuine, and that one changed byte is not. Answers the file.
 */
export async function writeReport(room: Room): Promise<Buffer> {
  const { regent, world } = room
  await regent.goto(`${new URL(regent.url()).origin}/laporan-situasi${query}`)
  await regent.getByRole('button', { name: 'Buat konsep laporan' }).click()
  await regent.getByLabel('Rencana tindak lanjut').fill('Buka jalan Aik Berik, kirim tangki air ke utara')
  await regent.getByRole('button', { name: 'Simpan dan segarkan angka' }).click()
  await regent.getByText('Buka jalan Aik Berik').last().waitFor()

  const [report] = [...world.present.situations.staff.sitrep.values()]
  const csv = await regent.evaluate(async ([path]) => (await fetch(path)).text(), [
    `/api/sitreps/${report?.id}/csv${query}`,
  ] as const)
  const rows = csv.split('\n').map((row) => row.split(','))
  const said = rows.flatMap(([part, thing, , value]) =>
    part === 'kondisi' && thing !== 'seluruh kejadian' ? [`${thing},${value}`] : [],
  )
  const figures = await fromLog(room)
  expect(figures.length).toBeGreaterThan(1)
  expect(said.sort()).toEqual(figures.sort())

  await regent.getByRole('button', { name: 'Setujui dan segel' }).click()
  await regent.getByText('Disetujui Sri Contoh').waitFor()
  const [file] = await Promise.all([
    regent.waitForEvent('download'),
    regent.getByRole('link', { name: 'Unduh PDF' }).click(),
  ])
  const bytes = readFileSync((await file.path()) ?? '')
  const path = await regent.getByRole('link', { name: 'Halaman verifikasi' }).getAttribute('href')
  // Whoever holds the paper: no login.
  const anyone = await regent.context().browser()!.newPage()
  await anyone.goto(new URL(path ?? '', regent.url()).href)
  const verdict = async (buffer: Buffer, word: RegExp) => {
    const picked = { name: 'laporan.pdf', mimeType: 'application/pdf', buffer }
    await anyone.locator('input[type=file]').setInputFiles(picked)
    await anyone.getByText(word).first().waitFor()
  }
  await verdict(bytes, /ASLI:/)
  const changed = Buffer.from(bytes)
  changed[changed.length >> 1]! ^= 1
  await verdict(changed, /BERUBAH:/)
  await anyone.context().close()
  return bytes
}
