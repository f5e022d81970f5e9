import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newReference, Vault } from '../../server/vault/vault.ts'

let folder: string
let vault: Vault
const master = new Uint8Array(32).fill(3)
const file = () => join(folder, 'vault.db')
const erasedAt = '2026-03-30T00:00:00.000Z'

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ruang-vault-'))
  vault = new Vault(file(), master)
})
afterEach(() => {
  vault.close()
  rmSync(folder, { recursive: true })
})

const record = (reference: string) => ({ reference, fields: { reporter: { name: 'Budi Contoh' }, n: 1 } })
const bytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))

/** The encrypted bytes of a record as they lie in the file. */
function sealed(reference: string): { key: Buffer; body: Buffer } {
  const db = new DatabaseSync(file())
  const row = db.prepare('SELECT key, body FROM record WHERE reference = ?').get(reference)
  db.close()
  return { key: Buffer.from(row?.key as Uint8Array), body: Buffer.from(row?.body as Uint8Array) }
}

describe('the vault', () => {
  test('gives back what was kept, also after it was opened again', () => {
    vault.keep([record('v_1'), record('v_2')])
    vault.close()
    vault = new Vault(file(), master)
    expect(vault.read('v_1')).toEqual({ reporter: { name: 'Budi Contoh' }, n: 1 })
    expect(vault.read('v_3')).toBeUndefined()
  })

  test('opens for no other key than the one of its installation', () => {
    vault.keep([record('v_1')])
    const stranger = new Vault(file(), new Uint8Array(32).fill(4))
    expect(() => stranger.read('v_1')).toThrow()
    stranger.close()
  })

  test('notices when a record was changed', () => {
    vault.keep([record('v_1')])
    const db = new DatabaseSync(file())
    db.exec('UPDATE record SET body = zeroblob(length(body))')
    db.close()
    expect(() => vault.read('v_1')).toThrow()
  })

  test('gives every record a key of its own', () => {
    vault.keep([record('v_1'), record('v_2')])
    const [one, two] = [sealed('v_1'), sealed('v_2')]
    expect(one.key.equals(two.key)).toBe(false)
    expect(one.body.equals(two.body)).toBe(false)
  })

  test('keeps all records of a group or none', () => {
    vault.keep([record('v_1')])
    expect(() => vault.keep([record('v_2'), record('v_1')])).toThrow()
    expect(vault.read('v_2')).toBeUndefined()
    vault.keep([record('v_3')])
    expect(vault.read('v_3')).toBeDefined()
  })

  test('erases a record so that neither its key nor its text is left in the bytes of the files', () => {
    vault.keep([record('v_1'), record('v_2')])
    const { key, body } = sealed('v_1')
    expect([bytes().includes(key), bytes().includes(body)]).toEqual([true, true])
    expect(vault.erase('v_1', erasedAt)).toBe(true)
    expect([bytes().includes(key), bytes().includes(body)]).toEqual([false, false])
    expect(vault.read('v_1')).toBe('erased')
    expect(vault.read('v_2')).toBeDefined()
  })

  test('says that there is nothing to erase where there is nothing or it was erased before', () => {
    vault.keep([record('v_1')])
    expect(vault.erase('v_0', erasedAt)).toBe(false)
    expect(vault.erase('v_1', erasedAt)).toBe(true)
    expect(vault.erase('v_1', erasedAt)).toBe(false)
  })

  test('says so when somebody who reads keeps the old bytes from being wiped, and wipes them when asked again', () => {
    vault.keep([record('v_1')])
    const { key } = sealed('v_1')
    const reader = new DatabaseSync(file())
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM record').get()
    expect(() => vault.erase('v_1', erasedAt)).toThrow(/again/)
    expect(vault.read('v_1')).toBe('erased')
    reader.exec('COMMIT')
    reader.close()
    vault.erase('v_1', erasedAt)
    expect(bytes().includes(key)).toBe(false)
  })

  test('makes references that nobody guesses', () => {
    const made = new Set(Array.from({ length: 1_000 }, newReference))
    expect(made.size).toBe(1_000)
    for (const reference of made) expect(reference).toMatch(/^v_[\w-]{16,64}$/)
  })
})
