import { expect, test } from 'vitest'
import { flood, running } from '../http/running.ts'
import { ruang } from './command.ts'

interface Told {
  events: { type: string; vault?: string; data: Record<string, unknown> }[]
}

/** A server with one report that holds a person, and the reference of that record. */
async function withPerson() {
  const started = await running()
  await started.tell(flood({}, { reporter: { name: 'Ibu Contoh', phone: '0800-000-0001' } }))
  const admin = started.key('admin')
  const events = async () => ((await (await started.get('/api/events', admin)).json()) as Told).events
  const reference = (await events())[0]?.vault ?? ''
  return { ...started, admin, events, reference }
}

test.each(['beside a running server', 'without one'])(
  'person export gives the record and the reading is recorded, %s',
  async (how) => {
    const { server, folder, events, reference } = await withPerson()
    if (how === 'without one') await server.close()
    const { code, out, err } = await ruang(folder, ['person', 'export', reference, '--reason', 'uji ekspor'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ reference })
    expect(out).toContain('Ibu Contoh')
    const after = how === 'without one' ? await reopened(folder) : await events()
    expect(after.at(-1)).toMatchObject({
      type: 'vault.read',
      data: { reference, reason: 'uji ekspor', by: 'admin:ruang' },
    })
  },
)

async function reopened(folder: string): Promise<Told['events']> {
  const { get, key } = await running({}, {}, folder)
  return ((await (await get('/api/events', key('admin'))).json()) as Told).events
}

test.each(['beside a running server', 'without one'])(
  'person erase destroys the record, once, and the log says so and stays whole, %s',
  async (how) => {
    const { server, folder, get, admin, events, reference } = await withPerson()
    if (how === 'without one') await server.close()
    const erased = await ruang(folder, ['person', 'erase', reference, '--reason', 'uji hapus'])
    expect(erased).toMatchObject({ code: 0, out: expect.stringMatching(/^erased v_/) })
    expect((await ruang(folder, ['person', 'erase', reference])).out).toMatch(/ was erased before\n$/)
    expect((await ruang(folder, ['verify'])).code).toBe(0)
    const { code, err } = await ruang(folder, ['person', 'export', reference])
    expect(code).toBe(1)
    expect(err).toMatch(/^ruang: [^\n]*erased[^\n]*\n$/i)
    if (how !== 'without one')
      expect((await get(`/api/vault/${reference}?reason=uji+hapus`, admin)).status).toBe(410)
    const after = how === 'without one' ? await reopened(folder) : await events()
    expect(after.filter(({ type }) => type === 'vault.erased')).toMatchObject([
      { data: { reference, reason: 'uji hapus', by: 'admin:ruang' } },
    ])
  },
)
