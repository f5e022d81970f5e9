import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { vaultKey } from '../../server/vault/installation-key.ts'
import { Vault } from '../../server/vault/vault.ts'
import { ruang } from '../cli/command.ts'
import { emptyFolder, running } from '../http/running.ts'

const fields = { reporter: { name: 'Budi Contoh' } }

/** A vault of three records, one of them erased. */
function filled(): string {
  const folder = emptyFolder()
  mkdirSync(join(folder, 'secrets'))
  const vault = new Vault(join(folder, 'vault.db'), vaultKey(folder))
  vault.keep(['v_1', 'v_2', 'v_3'].map((reference) => ({ reference, fields })))
  vault.erase('v_3', '2026-01-01T00:00:00Z')
  vault.close()
  return folder
}

function readAll(folder: string, key = vaultKey(folder)): unknown[] {
  const vault = new Vault(join(folder, 'vault.db'), key)
  try {
    return ['v_1', 'v_2', 'v_3'].map((reference) => vault.read(reference))
  } finally {
    vault.close()
  }
}

test('ruang vault rotate gives the vault another key: the old one opens nothing, records stay as they are', async () => {
  const folder = filled()
  const before = vaultKey(folder)
  const { code, out } = await ruang(folder, ['vault', 'rotate'])
  expect([code, out]).toEqual([0, '2 records are wrapped by a new key\n'])
  expect(vaultKey(folder)).not.toEqual(before)
  expect(readAll(folder)).toEqual([fields, fields, 'erased'])
  expect(() => readAll(folder, before)).toThrow()
})

test('a rotation that is cut off at any step is brought to its end or its beginning at the next opening', async () => {
  const folder = filled()
  const secrets = join(folder, 'secrets')
  const before = readFileSync(join(secrets, 'vault'))
  writeFileSync(join(secrets, 'vault.next'), Buffer.alloc(32, 7).toString('base64url'))
  expect(readAll(folder)).toEqual([fields, fields, 'erased'])
  expect((await ruang(folder, ['vault', 'rotate'])).code).toBe(0)
  // The power goes after the commit, before the new key is put in the place of the old one.
  const after = readFileSync(join(secrets, 'vault'))
  writeFileSync(join(secrets, 'vault.next'), after)
  writeFileSync(join(secrets, 'vault'), before)
  expect(readAll(folder)).toEqual([fields, fields, 'erased'])
  expect(readFileSync(join(secrets, 'vault'))).toEqual(after)
})

test('while a server runs the key stays', async () => {
  const { folder } = await running()
  const { code, err } = await ruang(folder, ['vault', 'rotate'])
  expect([code, err]).toEqual([75, expect.stringContaining('in use')])
})
