import { parentPort } from 'node:worker_threads'
import { keepCompiled } from '../keep-compiled.ts'

// The body of the thread that writes registers. As server/main.ts begins.
keepCompiled()
const { noting } = await import('./noting.ts')
const obey = noting((word) => parentPort?.postMessage(word))
parentPort?.on('message', obey)
