import type { manualId } from './manual-id.ts'

export const manualEn: typeof manualId = {
  title: 'Manual',
  search: 'Search the manual (Indonesian)',
  print: 'Print',
  contents: 'Contents',
  for: (who) => `For: ${who}`,
  nothing: 'No part has that word.',
}
