import { LogUnavailable } from './log.ts'

const untrusted =
  'the certificate of PostgreSQL is not trusted: …?sslmode=verify-full&sslrootcert=FILE names its authority'

/** What PostgreSQL's error codes mean to an operator (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const meanings: Record<string, string> = {
  '25006': 'PostgreSQL is read-only (a standby, or default_transaction_read_only is on)',
  '25P03': 'PostgreSQL ended the transaction because it stood still for too long',
  '3D000': 'there is no such database',
  '28000': 'PostgreSQL does not let us in',
  '28P01': 'PostgreSQL refuses the password',
  '42501': 'the account may not do that: it must own the database (ALTER DATABASE … OWNER TO …)',
  '53100': 'the disk of PostgreSQL is full',
  '53300': 'PostgreSQL has no connection left',
  '55P03': 'another writer holds the head of the log',
  '57P01': 'PostgreSQL is stopping',
  '57P02': 'PostgreSQL crashed and comes back',
  '57P03': 'PostgreSQL is starting',
  ECONNREFUSED: 'PostgreSQL does not answer',
  ECONNRESET: 'the connection to PostgreSQL broke',
  ENOTFOUND: 'the host of PostgreSQL is not known',
  CERT_HAS_EXPIRED: 'the certificate of PostgreSQL has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of PostgreSQL is for another name',
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
}

/** What pg says where no answer came in time; it has no code for it. */
const isSilence =
  /^(Query read timeout|timeout expired|timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/

/** An error of the database in words: what it means, and what PostgreSQL itself said. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const said = error.message || code || error.name
  if (isSilence.test(said)) return `PostgreSQL does not answer: ${said}`
  return meanings[code] ? `${meanings[code]}: ${said}` : said
}

/** What a promise gives; an error of the database becomes LogUnavailable. */
export async function available<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof LogUnavailable) throw error
    throw new LogUnavailable(`the log cannot be ${what}: ${inWords(error)}`, { cause: error })
  }
}
