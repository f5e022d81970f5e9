import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { fromEnvironment } from '../config.ts'
import { exit, Failure } from './failure.ts'

/** The passphrase of a backup: RUANG_PASSPHRASE, or asked for on the terminal, unseen; `twice` guards against a slip. */
export async function passphrase(twice: boolean): Promise<string> {
  const given = fromEnvironment('RUANG_PASSPHRASE')
  if (given !== undefined) return given
  if (!process.stdin.isTTY) {
    throw new Failure(
      'RUANG_PASSPHRASE: give the passphrase of the backup, or run on a terminal',
      exit.configuration,
    )
  }
  const first = await asked('Passphrase of the backup: ')
  if (first === '') throw new Failure('a backup needs a passphrase')
  if (twice && (await asked('Once more: ')) !== first) throw new Failure('the two are not the same')
  return first
}

function asked(question: string): Promise<string> {
  process.stderr.write(question)
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reading = createInterface({ input: process.stdin, output: unseen, terminal: true })
  return new Promise((done, fail) => {
    reading.once('line', (line) => {
      done(line)
      reading.close()
    })
    reading.once('SIGINT', () => {
      fail(new Failure('stopped'))
      reading.close()
    })
    reading.once('close', () => {
      process.stderr.write('\n')
      fail(new Failure('stopped'))
    })
  })
}
