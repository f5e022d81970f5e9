import { bmkg } from './bmkg-quakes.ts'
import { bmkgCap, cap } from './cap.ts'
import type { Feed, Reader } from './feed.ts'

/**
 * https://data.bmkg.go.id/peringatan-dini-cuaca/ : an RSS list of warnings that stand, without shapes; each names its CAP 1.2
 * document. Of the two editions, id and en, with one identifier for both, the Indonesian is read.
 */
const reader: Reader = { ...cap, format: 'bmkg-nowcast-rss', source: bmkgCap.source }

export const bmkgNowcast: Feed = {
  name: 'bmkg-nowcast',
  title: 'Peringatan dini cuaca',
  ...bmkg,
  source: bmkgCap.source,
  everySeconds: 120,
  lateAfterSeconds: 600,
  url: 'https://www.bmkg.go.id/alerts/nowcast/id',
  reader,
  detail: bmkgCap,
}
