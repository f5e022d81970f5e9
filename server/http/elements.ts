/**
 * The elements of a JSON array, each as it stands in the text. The text is known to be a JSON array; the depth of what
 * is in it does not matter.
 */
export function elementsOf(text: string): string[] {
  const elements: string[] = []
  let depth = 0
  let from = 0
  const end = (at: number) => {
    const element = text.slice(from, at).trim()
    if (element !== '') elements.push(element)
    from = at + 1
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = closingQuote(text, at)
    else if (code === openList || code === openRecord) {
      if (depth++ === 0) from = at + 1
    } else if (code === closeList || code === closeRecord) {
      if (--depth === 0) end(at)
    } else if (code === comma && depth === 1) end(at)
  }
  return elements
}

const [quote, comma, openList, closeList, openRecord, closeRecord] = [34, 44, 91, 93, 123, 125]

/** Where the string that begins at `from` ends. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (at > 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at < 0 ? text.length : at
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes++
  return slashes % 2 === 1
}
