let losses = 0

// The event does not bubble; it is caught on its way down, whatever canvas it is for.
if (typeof document !== 'undefined')
  document.addEventListener('webglcontextlost', () => void losses++, { capture: true })

/** How often a map of this page lost its graphics context. */
export const mapLosses = (): number => losses
