import { relay } from './relay.ts'

// The far end of a link: what comes to our address goes on to the host and port in argv; says its own port.
const [, , host = '', port = '', own = ''] = process.argv
console.log((await relay(Number(port), host, own)).port)
