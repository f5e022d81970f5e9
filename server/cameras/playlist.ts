/** What a playlist names: another playlist, or a piece of picture, sound or key. */
export type Named = 'playlist' | 'piece'

const playlistTags = /^#EXT-X-(MEDIA|I-FRAME-STREAM-INF|RENDITION-REPORT)/

/**
 * A playlist of HTTP Live Streaming (RFC 8216) whose every address is replaced: `ours` gets each one whole and says what
 * stands in its place, or nothing where it may not be asked for. Throws what is no playlist.
 */
export function rewritePlaylist(
  text: string,
  at: string,
  ours: (url: URL, named: Named) => string | undefined,
): string {
  if (!text.trimStart().startsWith('#EXTM3U')) throw new Error('no playlist')
  let named: Named = 'piece'
  const place = (address: string, kind: Named): string => {
    const url = URL.parse(address, at)
    const mine = url && ours(url, kind)
    if (!mine) throw new Error('the playlist names an address of another place')
    return mine
  }
  return text
    .split(/\r?\n/)
    .map((row) => {
      const line = row.trim()
      if (line === '') return line
      if (!line.startsWith('#')) {
        const written = place(line, named)
        named = 'piece'
        return written
      }
      if (line.startsWith('#EXT-X-STREAM-INF')) named = 'playlist'
      const kind = playlistTags.test(line) ? 'playlist' : 'piece'
      return line.replace(/\bURI="([^"]*)"/g, (_, address: string) => `URI="${place(address, kind)}"`)
    })
    .join('\n')
}
