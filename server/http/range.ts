/** Which bytes of `size` a Range header asks for, ends included; `all` without one that can be read, `none` when there are no such bytes. RFC 9110, 14.1.2. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { from: number; to: number } | 'all' | 'none' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return 'all'
  if (first === '') {
    const length = Math.min(size, Number(last))
    return length > 0 ? { from: size - length, to: size - 1 } : 'none'
  }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(size - 1, Number(last))
  if (last !== '' && Number(last) < from) return 'all'
  return from < size ? { from, to } : 'none'
}
