import { expect, test } from 'vitest'
import { chapters } from '../../client/manual/index.ts'
import { pages } from '../../client/pages/index.ts'
import { m } from '../../client/messages/index.ts'
import { destinations } from '../../client/ui/destinations.ts'

const parts = chapters.flatMap((chapter) => chapter.parts)
const text = JSON.stringify(chapters)

test('the manual names every page of the menu, by its address or as it is called', () => {
  const lacking = destinations
    .flatMap((group) => group.pages)
    .filter(({ href, text: called }) => !parts.some(({ page }) => page === href) && !text.includes(called))
  expect(lacking.map(({ href }) => href)).toEqual([])
})

test('the manual leads to no page that is not there', () => {
  const gone = parts.flatMap(({ page }) => page ?? []).filter((page) => !(page.slice(1) in pages))
  expect(gone).toEqual([])
})

test('a part that something leads to is found by one id, and an operator at night finds every task', () => {
  const ids = [...chapters, ...parts].flatMap(({ id }) => id ?? [])
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  const tasks = [
    'cadangan',
    'pulihkan',
    'perbarui',
    'disk-penuh',
    'sertifikat',
    'pindah-postgresql',
    'ganti-mesin',
  ]
  const more = ['sumber-mati', 'brankas-terkunci', 'pasang-layar', 'pasang-server', 'sandi-hilang', 'arsip']
  expect([...tasks, ...more].filter((id) => !ids.includes(id))).toEqual([])
  const commands = [
    'admin create',
    'key revoke',
    'verify',
    'archive',
    'backup',
    'drill',
    'restore',
    'move --to',
  ]
  const rarer = ['downgrade', 'person erase', 'vault rotate', 'tls init', 'help']
  expect([...commands, ...rarer].filter((command) => !text.includes(`ruang ${command}`))).toEqual([])
})

test('the manual says the words that stand on the screens', () => {
  const words = [
    ...[m.live, m.late, m.lost, m.updating, m.insecure, m.exercise, ...m.levels],
    ...[m.life.soundDead, m.desk.pastShort, m.guests.title, m.desk.give, m.desk.accept, m.desk.injectNow],
    ...[m.desk.mergeInto, m.desk.unmerge, m.desk.silence, m.desk.shelve, m.desk.unblock, m.desk.timeMachine],
    ...[m.status.declare, m.status.extend, m.status.finish, m.status.hold, m.performance.seen],
    ...[m.admin.sections.sources, m.admin.sections.keys, m.admin.sections.people, m.admin.sections.retention],
    ...[m.admin.sections.outbox, m.admin.newLink, m.admin.endSessions, m.admin.invite],
    ...[m.desk.review, m.desk.backToNow, m.doors.approve, m.doors.revoke, m.doors.signOut],
  ]
  expect(words.filter((word) => !text.includes(word))).toEqual([])
})
