/** What a person's address says, decoded; as it is written where it is no address at all ('%' alone). */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The second part of this page's address: the number of a report, the code of a seal, an agency. Empty where there is none. */
export const pathPart = (): string => decoded(location.pathname.split('/')[2] ?? '')
