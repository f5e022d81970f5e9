/** Chrome · Android: what a person calls the device of a User-Agent; empty where it says nothing. */
export function browserName(agent: string): string {
  const browser = [
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ] as const
  const system = [
    [/Android/, 'Android'],
    [/iPad|iPhone/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/CrOS/, 'ChromeOS'],
    [/Linux/, 'Linux'],
  ] as const
  const named = [browser, system].map((list) => list.find(([pattern]) => pattern.test(agent))?.[1])
  return named.filter(Boolean).join(' · ')
}
