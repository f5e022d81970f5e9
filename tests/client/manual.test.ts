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

test('the manual says the words that stand on the screens', () => {
  const words = [
    ...[m.live, m.late, m.lost, m.updating, m.insecure, m.exercise, ...m.levels],
    ...[m.life.soundDead, m.desk.pastShort, m.guests.title, m.desk.give, m.desk.accept, m.desk.injectNow],
    ...[m.desk.mergeInto, m.desk.unmerge, m.desk.silence, m.desk.shelve, m.desk.unblock, m.desk.timeMachine],
    ...[m.status.declare, m.status.extend, m.status.finish, m.status.hold, m.performance.seen],
    ...[m.desk.review, m.desk.backToNow, m.doors.approve, m.doors.revoke, m.doors.signOut],
  ]
  expect(words.filter((word) => !text.includes(word))).toEqual([])
})
