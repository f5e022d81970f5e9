/**
 * Keeps the panel from going dark while the page is seen. The browser takes the lock away whenever the page is hidden,
 * and has none at all without HTTPS: there the kiosk's own settings must do it.
 */
export function stayAwake(): () => void {
  if (!('wakeLock' in navigator)) return () => undefined
  let held: WakeLockSentinel | undefined
  let stopped = false
  const hold = async () => {
    if (stopped || document.hidden || (held && !held.released)) return
    held = await navigator.wakeLock.request('screen').catch(() => undefined)
    document.documentElement.dataset.awake = held ? 'yes' : 'no'
    held?.addEventListener('release', () => (document.documentElement.dataset.awake = 'no'))
  }
  const again = setInterval(hold, 60_000)
  document.addEventListener('visibilitychange', hold)
  void hold()
  return () => {
    stopped = true
    clearInterval(again)
    document.removeEventListener('visibilitychange', hold)
    void held?.release()
  }
}
