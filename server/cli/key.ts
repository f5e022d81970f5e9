import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isRole } from '../access/caller.ts'
import { Keys } from '../access/keys.ts'
import { misused, words, type Run, type Surroundings } from './command.ts'
import { Failure } from './failure.ts'

const usages = {
  create: 'key create --name NAME --role ROLE [--sources GLOB] [--types GLOB] [--expires DAYS]',
  list: 'key list',
  revoke: 'key revoke REF',
}
const dayMs = 86_400_000
const mostDays = 36_500

/** `ruang key …`: API keys of this installation; a running server obeys at once. */
export const key: Run = async (around) => {
  const [action = '', ...args] = around.args
  if (action === 'create') return withKeys(around, (keys) => create(keys, args, around))
  if (action === 'list') return withKeys(around, (keys) => list(keys, args, around))
  if (action === 'revoke') return withKeys(around, (keys) => revoke(keys, args, around))
  throw misused('key create, key list or key revoke', 'key create|list|revoke')
}

function withKeys(around: Surroundings, act: (keys: () => Keys) => void): number {
  let opened: Keys | undefined
  try {
    act(() => {
      const { DATA_DIR } = around.config()
      mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 })
      return (opened ??= new Keys(join(DATA_DIR, 'access.db')))
    })
    return 0
  } finally {
    opened?.close()
  }
}

function create(keys: () => Keys, args: string[], { print }: Surroundings): void {
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
  if (!role || !isRole(role)) {
    throw misused('--role must be feeder, operator, executive, agency:CODE, display or admin', usages.create)
  }
  if ((sources ?? types) && role !== 'feeder')
    throw misused('--sources, --types: only a feeder has them', usages.create)
  const days = expires === undefined ? undefined : Number(expires)
  if (days !== undefined && !(days > 0 && days <= mostDays)) {
    throw misused(`--expires must be a number of days, up to ${mostDays}`, usages.create)
  }
  const end = days === undefined ? undefined : new Date(Date.now() + days * dayMs).toISOString()
  print(keys().create({ name: name.trim(), role, sources, types, expires: end }))
}

function list(keys: () => Keys, args: string[], { print }: Surroundings): void {
  words(args, usages.list, {}, 0)
  print(['ref', 'role', 'name', 'sources', 'types', 'created', 'expires', 'used'].join('\t'))
  for (const { ref, role, name, sources, types, created, expires, used } of keys().list()) {
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

function revoke(keys: () => Keys, args: string[], { print }: Surroundings): void {
  const [ref = ''] = words(args, usages.revoke, {}, 1).positionals
  if (!keys().revoke(ref)) throw new Failure(`there is no key ${ref}: see ruang key list`)
  print(`revoked ${ref}`)
}
