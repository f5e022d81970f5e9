import { randomBytes } from 'node:crypto'
import { templates } from '../bench/events.ts'
import type { Served } from '../bench/room.ts'

interface Answer {
  recorded: { id: string; seq: number }[]
  known: { id: string; seq: number }[]
}

const texts = templates(400)
const media = 'application/cloudevents-batch+json'

function loud(text: string, letters: number): string {
  const event = JSON.parse(text) as { type: string; data: { details?: object } }
  if (event.type !== 'observation.made') return text
  const note = randomBytes(letters / 2).toString('hex')
  return JSON.stringify({ ...event, data: { ...event.data, details: { ...event.data.details, note } } })
}

/** What was told to the server, what it acknowledged, and what it left without an answer. */
export class Told {
  /** The seq that was acknowledged for each statement. */
  readonly acknowledged = new Map<string, number>()
  /** Batches that got no answer: nobody knows whether they were recorded. */
  unanswered: string[] = []
  /** Statements acknowledged twice with different numbers. */
  contradicted: string[] = []
  /** How many batches got no answer, also where they were told again. */
  refused = 0
  /** Letters that every observation carries besides, which no compression makes small. */
  noise = 0
  #count = 0
  readonly #name: string
  readonly #random: () => number

  constructor(name: string, random: () => number) {
    this.#name = name
    this.#random = random
  }

  /** A batch of 1 to `most` events that nobody was told before. */
  batch(most: number): string {
    const size = 1 + Math.floor(this.#random() * most)
    // Every other batch has ids without order, as UUIDs are: the log indexes them in another way.
    const scattered = this.#random() < 0.5
    const events = Array.from({ length: size }, () => {
      const before = scattered ? `${Math.floor(this.#random() * 2 ** 52).toString(36)}-` : ''
      const id = `${before}${this.#name}-${++this.#count}`
      const text = texts[Math.floor(this.#random() * texts.length)]!.replaceAll('#', id)
      return this.noise > 0 ? loud(text, this.noise) : text
    })
    return `[${events.join(',')}]`
  }

  /** Posts one batch; answers whether it was acknowledged. */
  async post({ address, feeder }: Pick<Served, 'address' | 'feeder'>, body: string): Promise<boolean> {
    try {
      const headers = { authorization: `Bearer ${feeder}`, 'content-type': media }
      const reply = await fetch(`${address}/api/events`, { method: 'POST', headers, body })
      if (!reply.ok) throw new Error(`answered ${reply.status}`)
      const { recorded, known } = (await reply.json()) as Answer
      for (const { id, seq } of [...recorded, ...known]) {
        const before = this.acknowledged.get(id)
        if (before !== undefined && before !== seq) this.contradicted.push(id)
        this.acknowledged.set(id, seq)
      }
      return true
    } catch {
      this.refused++
      this.unanswered.push(body)
      return false
    }
  }

  /** Posts in `lanes` at once until the server no longer answers or `over` says so. */
  async pour(server: Served, lanes: number, most: number, over: () => boolean): Promise<void> {
    const lane = async () => {
      while (!over()) if (!(await this.post(server, this.batch(most)))) return
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }

  /** Posts in `lanes` at once until `over`; where no answer comes it goes on after a breath. */
  async insist(server: Served, lanes: number, most: number, over: () => boolean): Promise<void> {
    const lane = async () => {
      while (!over()) {
        if (await this.post(server, this.batch(most))) continue
        await new Promise((resume) => setTimeout(resume, 100))
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }

  /** Tells again what got no answer: what stands already is known, the rest is recorded now. */
  async again(server: Served): Promise<void> {
    const bodies = this.unanswered
    this.unanswered = []
    for (const body of bodies) await this.post(server, body)
  }
}
