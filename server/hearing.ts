import { afterwards } from './afterwards.ts'
import type { Config } from './config.ts'
import type { Parts } from './parts.ts'
import type { RegionGround } from './regions/ground.ts'
import type { World } from './worlds.ts'

/** Starts the feeds into a world; answers how to stop. */
type Hear = (server: Parts, world: World) => () => Promise<void>

/**
 * Gets ready to hear what others say. What somebody wrote of feeds is read at once, polled or not: throws ConfigError
 * where it cannot be read. Without that nothing can be wrong, and the readers, a hundred modules, are loaded when the server
 * answers already.
 */
export async function hearing(config: Config, { bbox, seats }: RegionGround): Promise<Hear> {
  const load = async () => {
    const { configuredBroker, configuredFeeds, startFeeds } = await import('./feeds/start.ts')
    return { feeds: configuredFeeds(config, bbox, seats), broker: configuredBroker(config), startFeeds }
  }
  const { CAP_URLS, OPEN311_URLS, SENSORTHINGS_URLS, MQTT_URL } = config
  const loaded = CAP_URLS || OPEN311_URLS || SENSORTHINGS_URLS || MQTT_URL ? await load() : undefined
  return (server, world) => {
    let stop = async () => {}
    const leaveOff = afterwards(
      [
        async () => {
          const { feeds, broker, startFeeds } = loaded ?? (await load())
          stop = startFeeds(server, world, feeds, broker)
        },
      ],
      (error) => server.logger.error({ error: String(error) }, 'no feed can be polled'),
    )
    return async () => {
      await leaveOff()
      await stop()
    }
  }
}
