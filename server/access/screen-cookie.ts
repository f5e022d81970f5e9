/** Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5); it is given anew every day. */
const keptSeconds = 400 * 86_400

/** The name of the cookie that holds a screen's token. */
export function screenCookie(secure: boolean): string {
  return secure ? '__Host-ruang_screen' : 'ruang_screen'
}

/** The Set-Cookie that gives a screen its token; without one, that takes it away. */
export function setScreenCookie(secure: boolean, token = ''): string {
  const age = token === '' ? 0 : keptSeconds
  const https = secure ? '; Secure' : ''
  return `${screenCookie(secure)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${https}`
}
