/** The beginning of better-auth's cookies. */
export const cookiePrefix = 'ruang'
/** The path under which better-auth answers the issuer's redirect; nothing else of it is open. */
export const authPath = '/api/auth'
/** How better-auth calls the issuer. */
export const oidcProvider = 'oidc'
/** A request's address goes to better-auth under this name: what a client sends under it is replaced. */
export const addressHeader = 'x-ruang-address'
export const shortestPassword = 12
export const longestPassword = 128
