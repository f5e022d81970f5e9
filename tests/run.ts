import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
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

/** One check of the whole tree by its exit code. */
function check(name: string, command: string, args: string[]): void {
  const { status } = spawnSync(bin(command), args, { cwd: root, stdio: 'inherit' })
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name}`)
  if (status === 0) total.passed++
  else total.failed++
}

function tests(): void {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-tests-'))
  const file = join(folder, 'report.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync(bin('vitest'), args, { cwd: root, stdio: 'inherit' })
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

check('format', 'prettier', ['--check', '--log-level', 'warn', '.'])
check('lint', 'oxlint', ['--quiet', '.'])
check('types', 'tsc', ['-p', '.'])
check('component types', 'svelte-check', [
  '--tsconfig',
  './tsconfig.json',
  '--output',
  'human',
  '--fail-on-warnings',
])
await build()
const browser = ensureBrowser()
if ('missing' in browser) console.log(`skipping what needs a browser: ${browser.missing}`)
tests()

if (process.env.NO_SKIP && total.skipped > 0) {
  console.log('skipped tests count as failed here')
  total.failed += total.skipped
  total.skipped = 0
}
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
)
process.exitCode = total.failed > 0 ? 1 : 0
