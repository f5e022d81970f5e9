import { run } from '../../server/run.ts'

/** `npm start` without building the pages, which the tests of the process do not look at. */
await run(async () => undefined, { pages: import.meta.dirname })
