import type { Rolldown } from 'vite'

/**
 * Into how few files the pages are put: each file asked for costs a page more than what stands in it. What the public's
 * pages begin with is one, so that a phone on a bad line loads no more than that; what three pages or more share is another.
 */
export function pageFiles(publicEntry: string): Rolldown.CodeSplittingOptions {
  let begun: Set<string> | undefined
  const beginning = (infoOf: Rolldown.ChunkingContext['getModuleInfo']): Set<string> => {
    const found = new Set([publicEntry])
    for (const id of found) for (const next of infoOf(id)?.importedIds ?? []) found.add(next)
    return found
  }
  return {
    groups: [
      { name: 'map', test: /node_modules[\\/]maplibre-gl[\\/]/, priority: 3 },
      {
        name: (id, graph) =>
          (begun ??= beginning((one) => graph.getModuleInfo(one))).has(id) ? 'first' : null,
        minShareCount: 2,
        priority: 2,
      },
      { name: 'pages', test: (id) => !/chart\.js|kurkle|hls/.test(id), minShareCount: 3, priority: 1 },
    ],
  }
}
