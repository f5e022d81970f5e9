import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { openAccess } from './access/access.ts'
import { Doors } from './access/doors.ts'
import { Keys } from './access/keys.ts'
import { LookedAt } from './access/looked.ts'
import { noteNow } from './access/unnoted.ts'
import { createAskerOf } from './access/proxies.ts'
import { afterwards } from './afterwards.ts'
import type { Config } from './config.ts'
import { figuresOf } from './figures.ts'
import { Life } from './fleet/life.ts'
import { watchFleet } from './fleet/watch.ts'
import { guestsInside } from './guests.ts'
import { checkAddress, listen } from './http/address.ts'
import { createApp } from './http/app.ts'
import { Limits } from './http/limits.ts'
import { Puzzles } from './http/puzzle.ts'
import { createListener, loadCertificate, putHeadersFirst } from './http/listener.ts'
import { Live } from './live.ts'
import { hangUp } from './hang-up.ts'
import { hearing } from './hearing.ts'
import { lock } from './lock.ts'
import { logLines } from './log-lines.ts'
import { gossip } from './fleet/gossip.ts'
import { settleCompiled } from './keep-compiled.ts'
import { leading } from './leading.ts'
import { Media } from './media/media.ts'
import { Metrics } from './metrics.ts'
import type { Options } from './options.ts'
import { Outage } from './outage.ts'
import type { Parts } from './parts.ts'
import { startTelling } from './outbox/start.ts'
import { readiness } from './ready.ts'
import { openGround } from './regions/ground.ts'
import { registersTold } from './registers/told.ts'
import { startSchedule } from './schedule.ts'
import { secret } from './secrets.ts'
import { machineOf } from './upkeep/machine.ts'
import { openStores, rosterOf } from './stores.ts'
import { startUpkeep } from './upkeep/upkeep.ts'
import { openVault } from './vault/open.ts'
import { Cameras } from './cameras/cameras.ts'
import { Worlds } from './worlds.ts'

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  version: string
}

/**
 * Opens the data folder, the worlds and the doors, and listens. Throws ConfigError or Locked before anything is opened;
 * what was opened is closed again where listening fails.
 */
export async function startServer(
  config: Config,
  { real = true, pageRole, schedule = true, pages, log, passwords }: Options = {},
): Promise<Parts> {
  const ground = await openGround(config)
  const hear = await hearing(config, ground)
  const certificate = config.tls && loadCertificate(config.tls)
  await checkAddress(config)
  const redact = ['*.key', '*.authorization', '*.cookie', '*.token']
  const logger = pino({ level: config.LOG_LEVEL, redact }, log ?? logLines)
  const dataDir = config.DATA_DIR
  const held = lock(dataDir)
  const keys = new Keys(join(dataDir, 'access.db'))
  const looked = new LookedAt(join(dataDir, 'access.db'))
  const server = { pages } as Parts
  const metrics = new Metrics(figuresOf(server))
  const access = await openAccess({
    ...{ config, logger, passwords },
    worlds: () => worlds,
    hangUp: () => server.live.hangUp(),
  })
  const doors = new Doors({
    config,
    keys,
    access,
    secret: secret(dataDir, 'pass'),
    pageRole,
    guests: () => guestsInside(worlds),
  })
  const vault = await openVault(config)
  const media = new Media({ dataDir, vault })
  const { common, quarantine, outbox, close: closeStores } = await openStores(config)
  const committed = (ms: number, events: number) => metrics.committed(ms, events)
  const registerStands = registersTold(logger)
  const store = { dataDir, databaseUrl: config.DATABASE_URL, vault, ...ground, committed, registerStands }
  const leftAside = (world: string, error: unknown) =>
    logger.error({ world, error: String(error) }, 'this exercise cannot be opened and is left aside')
  const worlds = new Worlds(store, leftAside, await rosterOf(config, common))
  const realWorld = real ? await worlds.openReal() : undefined
  await worlds.openExercises()
  await noteNow(join(dataDir, 'access.db'), ({ type, subject, data, time }) =>
    access.journal.note(type, subject, data, undefined, time),
  )

  const askerOf = createAskerOf(config.TRUSTED_PROXIES)
  let [closing, leads] = [false, false]
  const http = createListener(createApp(server).fetch, certificate, (status) =>
    server.metrics.refused('none', status),
  )
  const live = new Live(http, worlds, {
    callerOf: (peer, key) => doors.callerOf(askerOf(peer.address, peer.headers), key),
    holds: (caller, peer, key) => doors.holds(caller, askerOf(peer.address, peer.headers), key),
    originAllowed: (headers) => doors.originAllowed(headers),
    version: manifest.version,
    refused: (status) => metrics.refused('/socket.io', status),
    ticked: (ms) => metrics.ticked(ms),
  })
  putHeadersFirst(http, () => closing, config.PUBLIC_URL)
  const ready = readiness(worlds)
  const nodes = await gossip(config.DATABASE_URL, (word) => life.take(word))
  const life: Life = new Life(nodes.tell)
  const machine = machineOf(config)
  const outage = new Outage(logger, () => worlds.all().some(({ writing }) => writing.failing))

  /** How to end what runs by itself. */
  const stops: (() => Promise<void>)[] = [nodes.stop, async () => outage.close()]
  const close = async () => {
    closing = true
    const end = hangUp(http)
    await Promise.all(stops.map((stop) => stop()))
    await end(live)
    media.close()
    await worlds.close()
    await vault.close()
    await closeStores()
    await access.close()
    keys.close()
    looked.close()
    held.release()
  }
  Object.assign(server, {
    version: manifest.version,
    config,
    logger,
    worlds,
    doors,
    askerOf,
    keys,
    looked,
    access,
    vault,
    media,
    cameras: new Cameras(dataDir, config.CAMERA_PRIVATE_HOSTS),
    quarantine,
    outbox,
    live,
    life,
    ...{ metrics, http },
    ...{ machine, outage, limits: new Limits() },
    puzzles: new Puzzles(secret(dataDir, 'lapor')),
    pages,
    stopping: () => closing,
    leads: () => leads,
    notReady: async () => (closing ? 'the server is stopping' : ready()),
    close,
  } satisfies Omit<Parts, 'address'>)
  try {
    server.address = await listen(http, config)
  } catch (error) {
    await close()
    throw error
  }
  held.announce(server.address, doors.startToken)
  stops.push(
    await leading(config, () => {
      const begun: (() => Promise<void>)[] = []
      leads = true
      if (schedule) begun.push(startSchedule(server), watchFleet(server))
      if (schedule && realWorld) begun.push(startTelling(server, realWorld), startUpkeep(server, realWorld))
      if (realWorld && config.FEEDS === 'on') begun.push(hear(server, realWorld))
      return async () => {
        leads = false
        await Promise.all(begun.map((stop) => stop()))
      }
    }),
    afterwards(
      [
        // What finds places is made before an event waits for it.
        () => ground.regionAt(ground.bbox[0], ground.bbox[1]),
        ...worlds.all().map(
          ({ present }) =>
            () =>
              present.bringTails(),
        ),
        () => metrics.load(),
        settleCompiled,
      ],
      (error) => logger.error({ error: String(error) }, 'a part that a start does not wait for is not there'),
    ),
  )
  return server
}
