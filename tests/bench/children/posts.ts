import { connect } from 'node:net'
import { answer } from '../child.ts'

/** What to post, how often at once and for how long. */
export interface Posting {
  address: string
  /** Those who post, in turn. */
  keys: string[]
  inFlight: number
  seconds: number
  /** The events of one request; 1 is sent as a structured event. */
  batch: number
  /** Distinguishes the ids of this posting. */
  name: string
  /** Events per second; absent: as fast as they are answered. */
  rate?: number
  /** An event as a JSON text with `#` where its number goes. */
  templates: string[]
}

/** What was answered. */
export interface Posted {
  requests: number
  events: number
  failed: number
  ms: number
  /** The slowest answer but one in a hundred, ms. */
  p99: number
}

function post({ address, keys, inFlight, seconds, batch, name, rate, templates }: Posting): Promise<Posted> {
  const { host, hostname, port } = new URL(address)
  const media = batch > 1 ? 'application/cloudevents-batch+json' : 'application/cloudevents+json'
  let number = 0
  const one = () => templates[number % templates.length]!.replaceAll('#', `${name}-${++number}`)
  const request = (key: string): string => {
    const body = batch > 1 ? `[${Array.from({ length: batch }, one).join(',')}]` : one()
    // The straightforward server reads application/json alone, as such servers do; ours reads all.
    const head = `POST /api/events HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}\r\n`
    return `${head}Content-Type: ${media}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  }
  const took: number[] = []
  let failed = 0
  const begun = performance.now()
  const over = () => performance.now() - begun > seconds * 1000
  /** When the next request may go, ms from the begin. */
  const due = () => (rate ? ((number + batch) / rate) * 1000 : 0)

  const lane = (at: number) =>
    new Promise<void>((done) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      let sent = 0
      let text = ''
      const send = () => {
        const wait = due() - (performance.now() - begun)
        if (over() || wait > seconds * 1000) return void socket.end()
        if (wait > 1) return void setTimeout(send, wait)
        sent = performance.now()
        socket.write(request(keys[at % keys.length]!))
      }
      socket.on('connect', send)
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1')
        const end = text.indexOf('\r\n\r\n')
        if (end < 0) return
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? NaN)
        const whole = Number.isNaN(length) ? text.endsWith('0\r\n\r\n') : text.length >= end + 4 + length
        if (!whole) return
        took.push(performance.now() - sent)
        if (!text.startsWith('HTTP/1.1 201')) failed++
        text = ''
        send()
      })
      socket.on('close', () => done())
      socket.on('error', () => failed++)
    })
  return Promise.all(Array.from({ length: inFlight }, (_, at) => lane(at))).then(() => {
    const ms = performance.now() - begun
    const p99 = took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0
    return { requests: took.length, events: (took.length - failed) * batch, failed, ms, p99 }
  })
}

answer({ post })
