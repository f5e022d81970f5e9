import { TookTooLong } from './work.ts'

/** What the system says of a folder, as whoever looks after it reads it. */
const words: Record<string, string> = {
  ENOENT: 'tidak ada; apakah disk atau share-nya terpasang?',
  ENOTDIR: 'bukan folder',
  ENOSPC: 'penuh',
  EDQUOT: 'melewati kuota',
  EROFS: 'hanya dapat dibaca',
  EACCES: 'tidak boleh ditulis oleh akun server',
  EPERM: 'tidak boleh ditulis oleh akun server',
  EIO: 'gagal dibaca atau ditulis (galat disk)',
  ESTALE: 'terputus dari server share-nya',
  EHOSTDOWN: 'terputus dari server share-nya',
  ETIMEDOUT: 'terputus dari server share-nya',
}
/** What our own commands say. */
const lines: readonly [RegExp, string][] = [
  [
    /no room in (\S+): it needs (\S+ [MG]B), (\S+ [MG]B) are to spare/,
    '$1 tidak cukup ruang: perlu $2, tersisa $3',
  ],
  [/passphrase is not the one/, 'kata sandinya bukan yang dipakai membuat cadangan itu'],
  [/the backup is broken: its bytes were changed.*/, 'cadangan rusak: isinya berubah'],
  [/the backup is broken: .*/, 'cadangan rusak: tidak utuh'],
]

/** Why something with a folder failed, in a line for the operator; what is not known keeps the system's words. */
export function inIndonesian(error: unknown, folder: string): string {
  if (error instanceof TookTooLong)
    return `${folder} terlalu lambat atau tidak menjawab: belum selesai dalam ${Math.round(error.hours)} jam`
  const text = (error instanceof Error ? error.message : String(error))
    .replaceAll(/\s+/g, ' ')
    .replace(/^ruang: /, '')
    .trim()
  const code = text.match(/\bE[A-Z]{2,11}\b/)?.[0] ?? ''
  const path = text.includes(folder) ? folder : (text.match(/'([^']+)'/)?.[1] ?? folder)
  if (Object.hasOwn(words, code)) return `${path} ${words[code]} (${code})`
  for (const [line, said] of lines) {
    const found = text.match(line)
    if (found) return found[0].replace(line, said)
  }
  return text
}
