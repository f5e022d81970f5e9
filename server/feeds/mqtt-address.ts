import { readFileSync } from 'node:fs'
import type { IClientOptions } from 'mqtt'
import type { Speaker } from './feed.ts'

/** A broker that the installation names, and what of it is listened to. */
export interface MqttSource {
  feed: Speaker
  /** Without name and password. */
  url: string
  topics: string[]
  options: Pick<IClientOptions, 'username' | 'password' | 'ca'>
}

/**
 * Reads MQTT_URL (mqtt://USER:PASSWORD@HOST:PORT, mqtts:// for TLS), MQTT_TOPICS (separated by blanks) and MQTT_CA (a PEM
 * file: the broker's own authority). Throws a sentence that names what is wrong.
 */
export function mqttSource(address: string, topics: string[], ca: string | undefined): MqttSource {
  const { protocol, hostname, host, username, password } = new URL(address)
  const wrong = topics.find((topic) => !isFilter(topic))
  if (wrong !== undefined)
    throw new Error(`${wrong} is no topic: # stands alone at its end, + alone between slashes`)
  const url = `${protocol}//${host}`
  return {
    url,
    topics,
    options: {
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      ...(ca && { ca: readFileSync(ca) }),
    },
    feed: {
      name: 'sensor-mqtt',
      title: `Sensor (MQTT ${hostname})`,
      owner: hostname,
      source: url,
      everySeconds: 300,
      lateAfterSeconds: 1_800,
    },
  }
}

/** https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html#_Toc398718106 */
function isFilter(topic: string): boolean {
  const levels = topic.split('/')
  return levels.every(
    (level, at) => !/[#+]/.test(level) || level === '+' || (level === '#' && at === levels.length - 1),
  )
}
