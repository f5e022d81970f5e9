import { setTimeout as sleep } from 'node:timers/promises'
import type { IClientOptions, IPublishPacket } from 'mqtt'
import { declared, failed, worked, type Condition } from './condition.ts'
import { cameToNothing, Unreadable, type Reading } from './feed.ts'
import type { MqttSource } from './mqtt-address.ts'
import { readMessage } from './mqtt-message.ts'
import { createTeller, type Telling } from './tell.ts'
import type { Known } from './ttn.ts'

export interface Listening extends Telling {
  /** The clock of the world it records into, ms UTC. */
  now: () => number
  /** Ends the listening. */
  signal: AbortSignal
  /** The setting `gauges` as it stands. */
  known: Known
  /** The same at every start: by it the broker knows what we have not yet confirmed. */
  clientId: string
  failing?: (name: string) => boolean
  failed?: (feed: string) => void
  /** Told when the log did not take something; it is offered again. */
  onError?: (error: unknown) => void
  /** A shorter cut than this is no failure, ms. */
  patienceMs?: number
  /** The longest pause before the next try, ms. */
  longestPauseMs?: number
}

const longest = 1_000_000

/**
 * Listens to a broker until the signal ends it, connecting again for ever. A message is confirmed (QoS 1) once the log has
 * it; told again, kept by the broker or sent twice, it is the same statement. Only a fresh message counts as hearing the
 * source; a broker that is gone or refuses is a failure of it.
 */
export async function listen(source: MqttSource, listening: Listening): Promise<void> {
  const { signal, now, onError = () => {}, patienceMs = 10_000, longestPauseMs = 60_000 } = listening
  const { feed, topics } = source
  const teller = createTeller(feed.source, listening)
  const condition: Condition = { heard: -Infinity, ...(listening.failing?.(feed.name) && { works: false }) }
  const options: IClientOptions = {
    ...source.options,
    clientId: listening.clientId,
    clean: false,
    resubscribe: false,
    keepalive: 30,
    connectTimeout: 15_000,
    reconnectPeriod: 1_000,
    reconnectOnConnackError: true,
    manualConnect: true,
  }
  // Loaded where there is a broker to speak to: a start need not wait for it.
  const { connect } = await import('mqtt')
  const client = connect(source.url, options)
  let cut: NodeJS.Timeout | undefined
  let reason = 'the broker does not answer'

  /** Offered until the log takes it: our trouble must not lose what somebody measured. */
  async function surely(tell: () => Promise<unknown>): Promise<boolean> {
    while (!signal.aborted) {
      try {
        await tell()
        return true
      } catch (error) {
        onError(error)
        await sleep(Math.min(5_000, longestPauseMs), undefined, { signal }).catch(() => undefined)
      }
    }
    return false
  }

  async function read({ topic, payload }: IPublishPacket): Promise<Reading | undefined> {
    const text = payload.toString()
    try {
      if (text.length > longest) throw new Unreadable(`the message has ${text.length} characters`)
      return readMessage(topic, text, listening.known)
    } catch (error) {
      const why = error instanceof Unreadable ? error.message : 'the reader broke on the message'
      await teller.putAside(`${topic}: ${why}`, text)
      return undefined
    }
  }

  async function take(packet: IPublishPacket): Promise<void> {
    const reading = await read(packet)
    if (!reading) return
    const fresh = await teller.tellReading(reading)
    if (packet.retain || cameToNothing(reading, [])) return
    await say(worked(feed, condition, now(), reading.events.length, fresh > 0), true)
  }

  async function say(sayings: Record<string, unknown>[], works: boolean): Promise<void> {
    if (sayings.length > 0) await teller.tell(sayings)
    if (sayings.length > 0 && works) condition.heard = now()
    condition.works = works
  }

  function fail(why: string): void {
    listening.failed?.(feed.name)
    void surely(() => say(failed(feed, condition, now(), why), false))
  }

  client.handleMessage = (packet, done) => void surely(() => take(packet)).then((told) => told && done())
  client.on('error', (error) => void (reason = error.message))
  client.on('close', () => {
    const { reconnectPeriod = 1_000 } = client.options
    client.options.reconnectPeriod = Math.min(longestPauseMs, reconnectPeriod * (1.5 + Math.random()))
    cut ??= setTimeout(() => fail(reason), patienceMs)
  })
  client.on('connect', () => {
    const wanted = Object.fromEntries(topics.map((topic) => [topic, { qos: 1 as const }]))
    client.subscribe(wanted, (error, granted = []) => {
      const refused = granted.find(({ qos }) => qos > 2)
      if (error || refused) {
        reason = error?.message ?? `the broker refuses the topic ${refused?.topic}`
        return void client.stream.destroy()
      }
      client.options.reconnectPeriod = Math.min(1_000, longestPauseMs)
      clearTimeout(cut)
      cut = undefined
      reason = 'the broker does not answer'
      // A first word, so that a broker without news is late in its time and not unknown for ever.
      if (condition.works !== true) void surely(() => say(worked(feed, condition, now(), 0, false), true))
    })
  })
  await surely(() => teller.tell([declared(feed, now())]))
  if (!signal.aborted) client.connect()
  cut ??= setTimeout(() => fail(reason), patienceMs)
  await new Promise<void>((ended) =>
    signal.aborted ? ended() : signal.addEventListener('abort', () => ended()),
  )
  clearTimeout(cut)
  await client.endAsync(true).catch(() => undefined)
}
