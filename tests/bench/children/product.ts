import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Keys } from '../../../server/access/keys.ts'
import { readConfig } from '../../../server/config.ts'
import { startServer } from '../../../server/server.ts'
import { answer } from '../child.ts'
import { forgetfulLog } from './forgetful.ts'
import { usage } from './usage.ts'

/** The product itself, on a data folder given as first argument; `--forgetful`: its log writes nothing. */
const [dataDir = '', ...options] = process.argv.slice(2)
mkdirSync(dataDir, { recursive: true })
if (options.includes('--forgetful')) forgetfulLog()

const keys = new Keys(join(dataDir, 'access.db'))
const made = {
  feeder: keys.create({ name: 'bench', role: 'feeder' }),
  display: keys.create({ name: 'bench', role: 'display' }),
}
keys.close()
const env = { PORT: '0', DATA_DIR: dataDir, FEEDS: 'off', LOG_LEVEL: 'error' }
const begun = performance.now()
const server = await startServer(readConfig(env))
const startMs = performance.now() - begun

answer({
  ...usage(),
  ready: () => ({ address: server.address, ...made, startMs }),
  position: () => {
    const world = server.worlds.find()
    return { epoch: world?.log.epoch ?? '', seq: world?.present.seq ?? 0 }
  },
  dropped: () => server.live.dropped,
  quit: () => server.close().then(() => process.exit(0)),
})
