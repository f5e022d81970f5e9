import { renameSync, statSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSealingKey, verifies } from '../../server/sealing/key.ts'
import { seal, type SealCard } from '../../server/sealing/seal.ts'
import { strict, signedIn } from '../access/people.ts'
import { emptyFolder, running } from '../http/running.ts'
import { holds } from '../shared/streams.ts'

const drafted = {
  specversion: '1.0',
  id: 'k1',
  source: '/uji',
  type: 'commitment.drafted',
  subject: 'k1',
  data: {
    agency: 'dinkes',
    cluster: 'kesehatan',
    agenda: 'Rapat koordinasi Juni',
    title: 'Imunisasi 95 %',
    measure: 'cakupan imunisasi dasar',
    target: 95,
    unit: '%',
    due: '2026-12-31',
    presenters: [{ role: 'Bupati', agency: 'bupati' }, { role: 'Kepala Dinas Kesehatan' }],
  },
}

test('each signs with their own login; the last signature makes it a promise, and no signature is given twice', async () => {
  const server = await strict()
  expect((await server.tell(drafted)).status).toBe(201)
  const executive = (await signedIn(server, 'executive')).browser
  const agency = (await signedIn(server, 'agency:dinkes')).browser
  const sign = async (who: typeof executive, presenter: number) =>
    (await who.post('/api/commitments/k1/seals', { presenter })).status
  const item = () => server.server.worlds.find()!.present.situations.staff.commitment.get('k1')
  const key = await server.post('/api/commitments/k1/seals', { presenter: 0 }, server.key('executive'))
  expect(key.status).toBe(403)
  expect(await sign(agency, 0)).toBe(403)
  expect(await sign(executive, 0)).toBe(201)
  expect(item()?.signed).toBe('')
  expect(await sign(executive, 0)).toBe(409)
  expect(await sign(agency, 1)).toBe(201)
  expect(item()?.signed).toMatch(/^\d{4}-/)
  const [first] = item()?.seals ?? []
  const card = (await (await fetch(`${server.address}/api/seals/${first?.code}`)).json()) as SealCard
  expect(card).toMatchObject({ valid: true, title: 'Imunisasi 95 %', signer: { role: 'Bupati' } })
  const document = await executive.get(`/api/seals/${first?.code}/document`)
  expect(document.text).toContain('cakupan imunisasi dasar')
})

test(
  'a file is asli, and berubah when one byte is changed, added or taken away',
  { timeout: 120_000 },
  async () => {
    const server = await running()
    const world = server.server.worlds.find()!
    const bytes = Buffer.from('%PDF-1.7 laporan situasi\n'.repeat(40))
    const key = openSealingKey(server.folder)
    const signer = { name: 'Siti Contoh', role: 'Sekretaris Daerah' }
    const { code } = await seal(world, key, {
      bytes,
      about: 'laporan',
      title: 'Laporan',
      signer,
    })
    const verdict = async (file: Uint8Array) => {
      const answer = await fetch(`${server.address}/api/seals/${code}/check`, {
        method: 'POST',
        body: Buffer.from(file),
        headers: { origin: server.address },
      })
      return ((await answer.json()) as { verdict: string }).verdict
    }
    expect(await verdict(bytes)).toBe('asli')
    for (const at of [0, 17, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      expect(await verdict(changed)).toBe('berubah')
    }
    expect(await verdict(bytes.subarray(1))).toBe('berubah')
    expect(await verdict(Buffer.concat([bytes, Buffer.from(' ')]))).toBe('berubah')
    expect((await fetch(`${server.address}/api/seals/AAAAAAAAAAAA`)).status).toBe(404)
  },
)

test('a signature holds under its own words alone, and not with one bit of it changed', () => {
  const key = openSealingKey(emptyFolder())
  holds(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.nat(511), (words, other, bit) => {
      const signature = key.sign(words)
      expect(verifies(key.publicKey, words, signature)).toBe(true)
      if (other !== words) expect(verifies(key.publicKey, other, signature)).toBe(false)
      const changed = Buffer.from(signature, 'base64')
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(verifies(key.publicKey, words, changed.toString('base64'))).toBe(false)
    }),
    100,
  )
})

test('the private key lies in the secrets, readable by nobody else, and stays the same', () => {
  const folder = emptyFolder()
  const { publicKey } = openSealingKey(folder)
  const file = join(folder, 'secrets', 'sealing')
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readFileSync(file, 'utf8')).not.toContain(publicKey)
  expect(openSealingKey(folder).publicKey).toBe(publicKey)
})

test('after the sealing key is changed, what was sealed before still holds under the key it was sealed with', async () => {
  const server = await running()
  const world = server.server.worlds.find()!
  const sealed = async (text: string) => {
    const signer = { name: 'Siti Contoh', role: 'Sekretaris Daerah' }
    const what = { bytes: Buffer.from(text), about: 'laporan', title: 'Laporan', signer }
    return (await seal(world, openSealingKey(server.folder), what)).code
  }
  const card = async (code: string) =>
    (await (await fetch(`${server.address}/api/seals/${code}`)).json()) as SealCard
  const before = await sealed('sebelum')
  const file = join(server.folder, 'secrets', 'sealing')
  renameSync(file, `${file}.lama`)
  const after = await sealed('sesudah')
  const [old, fresh] = [await card(before), await card(after)]
  expect([old.valid, fresh.valid]).toEqual([true, true])
  expect(old.key).not.toBe(fresh.key)
  expect(old.publicKey).not.toBe(fresh.publicKey)
})
