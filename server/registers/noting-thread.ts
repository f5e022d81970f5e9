import { parentPort } from 'node:worker_threads'
import { keepCompiled } from '../keep-compiled.ts'

// The body of the thread that writes registers. As server/main.ts begins.
keepCompiled()
const { noting } = await import('./noting.ts')
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const obey = noting((word) => parentPort?.postMessage(word))
parentPort?.on('message', obey)
