import { createServer } from 'node:net'

const tries = 20

/** Whether nobody listens there yet. */
function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, host, () => probe.close(() => done(true)))
  })
}

/** The first free port from `port` on; undefined when 20 in a row are taken. */
export async function freePort(port: number, host: string): Promise<number | undefined> {
  for (let tried = port; tried < port + tries; tried++) if (await isFree(tried, host)) return tried
  return undefined
}
