/** The files of this build, written in by the build. */
declare const __SHELL__: { version: string; files: string[] }

/** What we use of https://www.w3.org/TR/service-workers/ ; its types do not go together with a page's. */
interface Extendable extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
interface Fetching extends Extendable {
  request: Request
  respondWith: (answer: Promise<Response> | Response) => void
}
interface Pushing extends Extendable {
  data: { json: () => { id: string; title: string; page: string; timestamp: string } } | null
}
interface Clicking extends Extendable {
  notification: { close: () => void; data: unknown }
}
interface Worker {
  addEventListener: ((type: 'install' | 'activate', act: (event: Extendable) => void) => void) &
    ((type: 'fetch', act: (event: Fetching) => void) => void) &
    ((type: 'push', act: (event: Pushing) => void) => void) &
    ((type: 'notificationclick', act: (event: Clicking) => void) => void)
  registration: { showNotification: (title: string, options: object) => Promise<void> }
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void>; openWindow: (url: string) => Promise<unknown> }
  location: { origin: string }
}
const worker = globalThis as unknown as Worker

const { version, files } = __SHELL__
const cacheName = `shell-${version}`
const regions = 'regions'
/** The pages that open without the server: they show what was known last. The others need it for all they do. */
const alone = new Set(['/wall', '/'])
/** A server that says nothing for so long is taken to be away. */
const patienceMs = 8_000
/** The shell before this one stays: a page of it may still ask for its parts. */
const shellsKept = 2

worker.addEventListener('install', (event) => {
  const kept = caches.open(cacheName).then(async (cache) => {
    await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })))
    await worker.skipWaiting()
  })
  event.waitUntil(kept)
})

worker.addEventListener('activate', (event) => {
  const tidied = caches.keys().then(async (names) => {
    const shells = names.filter((name) => name.startsWith('shell-') && name !== cacheName)
    await Promise.all(shells.slice(0, -(shellsKept - 1)).map((name) => caches.delete(name)))
    await worker.clients.claim()
  })
  event.waitUntil(tidied)
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (request.mode === 'navigate') {
    if (alone.has(url.pathname)) event.respondWith(page(request))
    return
  }
  if (/^\/(assets|fonts|icons)\//.test(url.pathname)) event.respondWith(part(request))
  else if (url.pathname.startsWith('/regions/')) event.respondWith(region(request))
})

/** The server's page wherever it answers, so that no old shell meets a new server; ours where it is away. */
async function page(request: Request): Promise<Response> {
  const own = () => caches.match('/index.html').then((kept) => kept ?? Response.error())
  const late = new Promise<undefined>((resume) => setTimeout(resume, patienceMs))
  const answer = await Promise.race([fetch(request).catch(() => undefined), late])
  return answer && answer.status < 500 ? answer : own()
}

/** A file whose name changes with its content: the kept one is right for ever. */
async function part(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

async function region(request: Request): Promise<Response> {
  const cache = await caches.open(regions)
  const answer = await fetch(request).catch(() => undefined)
  if (answer?.ok) await cache.put(request, answer.clone())
  if (answer && answer.status < 500) return answer
  return (await cache.match(request)) ?? answer ?? Response.error()
}

/** What the server pushed, shown once however often it comes: its id is its tag. */
worker.addEventListener('push', (event) => {
  const said = event.data?.json()
  if (!said) return
  const { id, title, page: data, timestamp } = said
  const options = { tag: id, data, timestamp: Date.parse(timestamp), icon: '/icons/ruang-pantau-192.png' }
  event.waitUntil(worker.registration.showNotification(title, options))
})

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { data } = event.notification
  event.waitUntil(worker.clients.openWindow(typeof data === 'string' ? data : '/'))
})
