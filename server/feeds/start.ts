import { system } from '../access/caller.ts'
import { ConfigError } from '../config.ts'
import { takeIn } from '../intake.ts'
import type { Parts } from '../parts.ts'
import type { ClockWatch } from '../upkeep/clock-watch.ts'
import type { World } from '../worlds.ts'
import { capAddresses } from './cap-addresses.ts'
import { createOpenFetch } from './fetch-open.ts'
import { feedsFor } from './index.ts'
import type { Box } from './near.ts'
import { pollAll } from './poll.ts'

/** The feeds of an installation, by its configuration. Throws ConfigError where CAP_URLS, OPEN311_URLS or SENSORTHINGS_URLS cannot be read. */
export function configuredFeeds(
  config: Parts['config'],
  bbox: Box | undefined,
  villages: readonly string[] = [],
) {
  const { CAP_URLS = '', OPEN311_URLS = '', SENSORTHINGS_URLS: sensors = '', FIRMS_MAP_KEY } = config
  const cap = read('CAP_URLS', () => capAddresses(CAP_URLS))
  const open311 = read('OPEN311_URLS', () => capAddresses(OPEN311_URLS, 'open311'))
  return read('SENSORTHINGS_URLS', () =>
    feedsFor({
      ...(bbox && { bbox }),
      ...(FIRMS_MAP_KEY && { firmsMapKey: FIRMS_MAP_KEY }),
      cap,
      open311,
      sensors,
      villages,
    }),
  )
}

function read<T>(variable: string, reading: () => T): T {
  try {
    return reading()
  } catch (error) {
    throw new ConfigError(`${variable}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Polls the feeds into a world; answers how to stop. */
export function startFeeds(
  { quarantine, logger, config, metrics }: Pick<Parts, 'quarantine' | 'logger' | 'config' | 'metrics'>,
  world: World,
  feeds: ReturnType<typeof configuredFeeds>,
  clock: Pick<ClockWatch, 'heard'>,
): () => Promise<void> {
  const end = new AbortController()
  const polling = pollAll(feeds, {
    now: world.clock.now,
    fetch: createOpenFetch(config.FEED_PRIVATE_HOSTS),
    signal: end.signal,
    failed: (name) => metrics.feedFailed(name),
    dated: (host, date) => clock.heard(host, date),
    failing: (name) => world.present.situations.staff.source.get(name)?.failing !== undefined,
    record: (events) => {
      const inputs = events.map((value) => ({ value, raw: JSON.stringify(value) }))
      return takeIn(world, quarantine, inputs, system)
    },
    quarantine: (refused) => void quarantine.keep([{ world: world.info.name, ...refused }]),
    onError: (error) => logger.error({ error }, 'a feed’s statements could not be written down'),
  })
  return async () => {
    end.abort()
    await polling
  }
}
