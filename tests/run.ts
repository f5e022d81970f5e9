import { execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { constants, freemem, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../server/cli/build.ts'
import { ensureBrowser } from './browser.ts'

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

const root = join(import.meta.dirname, '..')
const bin = (name: string): string => join(root, 'node_modules', '.bin', name)
const total = { passed: 0, failed: 0, skipped: 0 }

/** One check of the whole tree by its exit code, beside the tests and in the time they leave; answers what to say of it. */
function check(name: string, command: string, args: string[]): Promise<string> {
  return new Promise((done) => {
    const child = execFile(bin(command), args, { cwd: root, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      total[error ? 'failed' : 'passed']++
      done(`${stdout}${stderr}${error ? 'FAILED' : 'ok'}  ${name}`)
    })
    if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  })
}

/** An empty folder for all the tests: in memory where there is plenty of it, for they make thousands of files durable. */
function workplace(): string {
  const memory = '/dev/shm'
  const { bavail, bsize } = existsSync(memory) ? statfsSync(memory) : { bavail: 0, bsize: 0 }
  const plenty = Math.min(bavail * bsize, freemem()) > 4e9
  const folder = mkdtempSync(join(plenty ? memory : tmpdir(), 'ruang-tests-'))
  // PostgreSQL runs as somebody else where the tests run as root.
  chmodSync(folder, 0o755)
  return folder
}

async function tests(): Promise<void> {
  const folder = workplace()
  const file = join(folder, 'report.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const env = { ...process.env, TMPDIR: folder }
  const status = await new Promise((done) =>
    spawn(bin('vitest'), args, { cwd: root, stdio: 'inherit', env }).once('close', done),
  )
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
    total.passed += report.numPassedTests
    total.failed += report.numFailedTests
    const all = report.testResults.flatMap((suite) => suite.assertionResults)
    for (const { status: outcome, fullName } of all) {
      if (outcome === 'passed' || outcome === 'failed') continue
      total.skipped++
      console.log(`skipped: ${fullName}`)
    }
    const broken = report.testResults.filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
    )
    total.failed += broken.length
  } catch {
    total.failed++
  }
  if (status !== 0 && total.failed === 0) total.failed++
  rmSync(folder, { recursive: true, force: true })
}

/** What looks at the whole tree, one after the other: the tests have the cores. */
async function looks(): Promise<string[]> {
  // It checks what tsc checks, and the components besides.
  const typed = ['--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings']
  return [
    await check('types', 'svelte-check', typed),
    await check('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
    await check('lint', 'oxlint', ['--quiet', '.']),
  ]
}

await build()
const browser = ensureBrowser()
if ('missing' in browser) console.log(`skipping what needs a browser: ${browser.missing}`)
const looked = looks()
await tests()
for (const said of await looked) console.log(said)

if (process.env.NO_SKIP && total.skipped > 0) {
  console.log('skipped tests count as failed here')
  total.failed += total.skipped
  total.skipped = 0
}
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
)
process.exitCode = total.failed > 0 ? 1 : 0
