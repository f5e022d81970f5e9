import { config } from 'zod'

// The content security policy forbids `new Function`; zod would probe for it as soon as a schema is made.
config({ jitless: true })
