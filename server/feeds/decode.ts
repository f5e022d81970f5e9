/** The encoding that the body names itself (byte order mark, XML declaration), else the header's, else UTF-8. */
function encodingOf(bytes: Uint8Array, contentType: string): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xef && bytes[1] === 0xbb) return 'utf-8'
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1]
  return declared ?? /\bcharset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8'
}

/** The text of a body. An encoding nobody knows is read as UTF-8, which all these formats have by default. */
export function decode(bytes: Uint8Array, contentType = ''): string {
  const encoding = encodingOf(bytes, contentType)
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}
