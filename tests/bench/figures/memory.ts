import type { Memory } from '../children/usage.ts'
import type { Figure } from '../figure.ts'
import { later, plain, product, Screens, stop, type Served } from '../room.ts'

const count = 1_000

/** What a connected screen costs in memory, in fresh processes. */
export async function memory(repeats: number): Promise<Figure[]> {
  const perSocket = async (begin: () => Promise<Served>): Promise<number> => {
    const server = await begin()
    const screens = new Screens(1)
    // The first connections compile the code that all need.
    await screens.join({ address: server.address, count: 20, key: server.display })
    const before = await server.child.ask<Memory>('memory')
    const more = new Screens(1)
    await more.join({ address: server.address, count, key: server.display })
    await later(500)
    const after = await server.child.ask<Memory>('memory')
    await stop(server)
    await Promise.all([screens.kill(), more.kill()])
    return (after.held - before.held) / count
  }
  const values: number[] = []
  const yardsticks: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    values.push(await perSocket(product))
    yardsticks.push(await perSocket(plain))
  }
  const figure = 'memory per socket (heap and buffers, collected)'
  return [{ figure, unit: 'bytes', yardstick: 'bare socket.io', values, yardsticks, target: { most: 1.3 } }]
}
