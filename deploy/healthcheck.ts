import { request as plain } from 'node:http'
import { request as secure } from 'node:https'

/** Exit code 0 when the server in this container says that it lives. Its own certificate is not looked at: it is this machine. */
const { PORT = '3000', TLS_CERT } = process.env
const request = TLS_CERT ? secure : plain
const options = { host: '127.0.0.1', port: PORT, path: '/healthz', timeout: 3_000, rejectUnauthorized: false }
const asked = request(options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
asked.on('timeout', () => process.exit(1))
asked.on('error', () => process.exit(1))
asked.end()
