import { system } from '../access/caller.ts'
import { ConfigError } from '../config.ts'
import { gaugeOf } from '../../shared/coordination/water-level.ts'
import { takeIn } from '../intake.ts'
import type { Parts } from '../parts.ts'
import { secret } from '../secrets.ts'
import type { World } from '../worlds.ts'
import { capAddresses } from './cap-addresses.ts'
import { createOpenFetch } from './fetch-open.ts'
import { feedsFor } from './index.ts'
import type { Box } from './near.ts'
import { listen } from './mqtt.ts'
import { mqttSource, type MqttSource } from './mqtt-address.ts'
import { pollAll } from './poll.ts'
import { digest } from './statement.ts'
import type { Refusals } from './tell.ts'

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

/** The broker of an installation. Throws ConfigError where MQTT_TOPICS or MQTT_CA cannot be read. */
export function configuredBroker({
  MQTT_URL,
  MQTT_TOPICS,
  MQTT_CA,
}: Parts['config']): MqttSource | undefined {
  return MQTT_URL === undefined
    ? undefined
    : read('MQTT_URL', () => mqttSource(MQTT_URL, MQTT_TOPICS, MQTT_CA))
}

function read<T>(variable: string, reading: () => T): T {
  try {
    return reading()
  } catch (error) {
    throw new ConfigError(`${variable}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

type Needs = Pick<Parts, 'quarantine' | 'logger' | 'config' | 'metrics' | 'machine'>

/** Polls the feeds into a world, and listens to the broker; answers how to stop. */
export function startFeeds(
  { quarantine, logger, config, metrics, machine }: Needs,
  world: World,
  feeds: ReturnType<typeof configuredFeeds>,
  broker: MqttSource | undefined,
): () => Promise<void> {
  const end = new AbortController()
  const staff = () => world.present.situations.staff
  const common = {
    now: world.clock.now,
    signal: end.signal,
    failed: (name: string) => metrics.feedFailed(name),
    failing: (name: string) => staff().source.get(name)?.failing !== undefined,
    record: (events: unknown[]) => {
      const inputs = events.map((value) => ({ value, raw: JSON.stringify(value) }))
      return takeIn(world, quarantine, inputs, system)
    },
    quarantine: async (refused: Refusals) =>
      void (await quarantine.keep([{ world: world.info.name, ...refused }])),
    onError: (error: unknown) => logger.error({ error }, 'a feed’s statements could not be written down'),
  }
  const polling = pollAll(feeds, {
    ...common,
    fetch: createOpenFetch(config.FEED_PRIVATE_HOSTS),
    dated: (host, date) => machine.clock.heard(host, date),
  })
  const listening =
    broker &&
    listen(broker, {
      ...common,
      known: (id) => gaugeOf(staff().setting.get('gauges')?.value, id),
      clientId: `ruang-${digest(secret(config.DATA_DIR, 'mqtt').toString('base64'))}`,
    })
  return async () => {
    end.abort()
    await Promise.all([polling, listening])
  }
}
