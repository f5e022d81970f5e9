import { getRequestListener } from '@hono/node-server'
import { readFileSync } from 'node:fs'
import { createServer as createPlain, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { Duplex } from 'node:stream'
import { createSecureContext } from 'node:tls'
import { problem, type Problem } from '../../shared/events/problem.ts'
import { ConfigError, type Config } from '../config.ts'
import { answer } from './app.ts'
import { securityHeaders, strictTransport } from './headers.ts'

type Fetch = Parameters<typeof getRequestListener>[0]

/**
 * So long an idle connection is kept, ms: longer than a proxy keeps it (nginx: 60 s), or the proxy sends a request on a line
 * that is just being closed, and a write that it may not repeat stays without an answer.
 */
const keepAliveTimeout = 75_000

/** The certificate and its key. Throws ConfigError where they cannot be used. */
export function loadCertificate({ cert, key }: NonNullable<Config['tls']>) {
  try {
    const loaded = { cert: readFileSync(cert), key: readFileSync(key) }
    createSecureContext(loaded)
    return loaded
  } catch (error) {
    throw new ConfigError(`TLS_CERT, TLS_KEY: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

/** The HTTP server around the routes. */
export function createListener(
  fetch: Fetch,
  certificate: ReturnType<typeof loadCertificate> | undefined,
  onBroken: (status: number) => void = () => undefined,
): Server {
  const options = {
    // Node reads on what a refused sender still sends: cutting the line would take its answer away.
    autoCleanupIncoming: false,
    errorHandler: () => answer(problem(400, 'Bad request', 'the address or the Host header is wrong'), ''),
  }
  const listener = getRequestListener(fetch, options)
  // HTTP/1.0 knows no Host (a load balancer's plain check sends none); from 1.1 on it must be there: RFC 9112, 3.2.
  const older = getRequestListener(fetch, { ...options, hostname: 'localhost' })
  const byVersion: typeof listener = (incoming, outgoing) =>
    (incoming.httpVersion === '1.0' ? older : listener)(incoming, outgoing)
  const limits = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout,
    maxHeaderSize: 16_384,
    requireHostHeader: false,
    shouldUpgradeCallback,
  }
  const http = certificate
    ? (createSecure({ ...limits, ...certificate, handshakeTimeout: 10_000 }, byVersion) as Server)
    : createPlain(limits, byVersion)
  http.on('clientError', (error, socket) => refuseBroken(error, socket, onBroken))
  return http
}

/** Whoever offers another protocol than the sockets' (Java's client HTTP/2 on each request) is answered in this one: RFC 9110, 7.8. */
const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket'

/** Every answer carries these, whoever gives it: to be called after the last handler was added. */
export function putHeadersFirst(http: Server, stopping: () => boolean, publicUrl?: string): void {
  const headers = Object.entries({ ...securityHeaders, ...strictTransport(publicUrl) })
  http.prependListener('request', (_, outgoing) => {
    if (stopping()) outgoing.setHeader('Connection', 'close')
    for (const [name, value] of headers) outgoing.setHeader(name, value)
  })
}

/** So long a broken sender may take to read its answer. */
const lingerMs = 2_000

const broken: Record<string, Problem> = {
  HPE_HEADER_OVERFLOW: problem(431, 'Headers too large', 'the headers must not be larger than 16 kB'),
  ERR_HTTP_REQUEST_TIMEOUT: problem(408, 'Too slow', 'the request did not come within 30 s'),
}

/** A request that Node cannot read is answered like any other refusal, then the line is closed. */
function refuseBroken(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  onBroken: (status: number) => void,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const refused = broken[error.code ?? ''] ?? problem(400, 'Bad request', 'this is not HTTP/1.1')
  onBroken(refused.status)
  const body = JSON.stringify(refused)
  const headers = {
    ...securityHeaders,
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  setTimeout(() => socket.destroy(), lingerMs).unref()
  socket.end([`HTTP/1.1 ${refused.status} ${refused.title}`, ...lines, '', body].join('\r\n'))
}
