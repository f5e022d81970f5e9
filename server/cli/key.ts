import { join } from 'node:path'
import { isRole } from '../access/caller.ts'
import { Keys } from '../access/keys.ts'
import { openMirrorAlone, type Mirror } from '../access/mirror.ts'
import { noteLater } from '../access/unnoted.ts'
import type { Config } from '../config.ts'
import { holderOf } from '../lock.ts'
import { createFolder } from '../create-folder.ts'
import { ask, refusal, type Answer } from './ask.ts'
import { misused, words, type Run, type Surroundings } from './command.ts'
import { Failure } from './failure.ts'

const usages = {
  create: 'key create --name NAME --role ROLE [--sources GLOB] [--types GLOB] [--expires DAYS]',
  list: 'key list',
  revoke: 'key revoke REF',
}
const dayMs = 86_400_000
const mostDays = 36_500
const mostLetters = 100
/** As the server says it of a command of this machine. */
const by = 'admin:ruang'
const now = (): string => new Date().toISOString()
const accessFile = ({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): string => join(DATA_DIR, 'access.db')

/** `ruang key …`: API keys of this installation; a running server does it itself, at once, and notes it in the log; else the next start does. */
export const key: Run = async (around) => {
  const [action = '', ...args] = around.args
  if (action === 'create') return withKeys(around, (keys) => create(keys, args, around))
  if (action === 'list') return withKeys(around, (keys) => list(keys, args, around))
  if (action === 'revoke') return withKeys(around, (keys) => revoke(keys, args, around))
  throw misused('key create, key list or key revoke', 'key create|list|revoke')
}

type Open = () => Promise<Keys>

async function withKeys(around: Surroundings, act: (keys: Open) => void | Promise<void>): Promise<number> {
  let opened: Keys | undefined
  let mirror: Mirror | undefined
  try {
    await act(async () => {
      if (opened) return opened
      const { DATA_DIR, DATABASE_URL } = around.config()
      createFolder(DATA_DIR)
      const file = accessFile({ DATA_DIR })
      if (DATABASE_URL && !holderOf(DATA_DIR)) mirror = await openMirrorAlone(file, DATABASE_URL)
      return (opened = new Keys(file))
    })
    // The other nodes hear of it before it counts as done.
    await mirror?.settle()
    return 0
  } finally {
    opened?.close()
    await mirror?.close()
  }
}

async function create(keys: Open, args: string[], { print, config }: Surroundings): Promise<void> {
  const { values } = words(
    args,
    usages.create,
    {
      name: { type: 'string' },
      role: { type: 'string' },
      sources: { type: 'string', multiple: true },
      types: { type: 'string', multiple: true },
      expires: { type: 'string' },
    },
    0,
  )
  const { name, role, sources, types, expires } = values
  if (!name?.trim()) throw misused('--name: say whose key it is', usages.create)
  if (name.trim().length > mostLetters || /\p{Cc}/u.test(name))
    throw misused(`--name: one line of up to ${mostLetters} letters`, usages.create)
  if (!role || !isRole(role)) {
    throw misused('--role must be feeder, operator, executive, agency:CODE, display or admin', usages.create)
  }
  if ((sources ?? types) && role !== 'feeder')
    throw misused('--sources, --types: only a feeder has them', usages.create)
  const days = expires === undefined ? undefined : Number(expires)
  if (days !== undefined && !(Number.isInteger(days) && days > 0 && days <= mostDays))
    throw misused(`--expires must be a whole number of days from 1 to ${mostDays}`, usages.create)
  const said = await asked(config(), 'POST', '/api/keys', { name: name.trim(), role, sources, types, days })
  if (said) return print(keyIn(said))
  const end = days === undefined ? undefined : new Date(Date.now() + days * dayMs).toISOString()
  const opened = await keys()
  const made = opened.create({ name: name.trim(), role, sources, types, expires: end })
  const data = { name: name.trim(), role, by }
  noteLater(accessFile(config()), { type: 'key.created', subject: opened.refOf(made), time: now(), data })
  print(made)
}

async function list(keys: Open, args: string[], { print }: Surroundings): Promise<void> {
  words(args, usages.list, {}, 0)
  print(['ref', 'role', 'name', 'sources', 'types', 'created', 'expires', 'used'].join('\t'))
  for (const { ref, role, name, sources, types, created, expires, used } of (await keys()).list()) {
    print(
      [
        ref,
        role,
        name,
        sources.join(' '),
        types.join(' '),
        created,
        expires || 'never',
        used || 'never',
      ].join('\t'),
    )
  }
}

async function revoke(keys: Open, args: string[], { print, config }: Surroundings): Promise<void> {
  const [ref = ''] = words(args, usages.revoke, {}, 1).positionals
  const said = await asked(config(), 'DELETE', `/api/keys/${encodeURIComponent(ref)}`)
  if (said ? said.status === 404 : !(await keys()).revoke(ref))
    throw new Failure(`there is no key ${ref}: see ruang key list`)
  if (!said) noteLater(accessFile(config()), { type: 'key.revoked', subject: ref, time: now(), data: { by } })
  print(`revoked ${ref}`)
}

/** The running server's answer, where one runs. Throws Failure where it refuses. */
async function asked(
  { DATA_DIR }: Config,
  method: 'POST' | 'DELETE',
  path: string,
  body?: Record<string, unknown>,
): Promise<Answer | undefined> {
  const holder = holderOf(DATA_DIR)
  if (!holder?.address) return undefined
  const door = { address: holder.address, key: holder.token }
  const sent = body && { type: 'application/json', text: JSON.stringify(body) }
  const answer = await ask(door, method, path, sent)
  if (answer.status >= 400 && answer.status !== 404) throw new Failure(refusal(answer))
  return answer
}

function keyIn({ body }: Answer): string {
  if (typeof body === 'object' && body !== null && 'key' in body && typeof body.key === 'string')
    return body.key
  throw new Failure('the server gave no key')
}
