/** A figure as it is typed here, 0,4 or 1.250; NaN where it is none, which no setting takes. */
export function numberIn(text: string): number {
  const plain = text.trim()
  if (!/^\d{1,3}(\.\d{3})*(,\d+)?$|^\d+(,\d+)?$/.test(plain)) return NaN
  return Number(plain.replaceAll('.', '').replace(',', '.'))
}

/** A figure as it would be typed: 0,4. */
export const writtenNumber = (value: number): string => String(value).replace('.', ',')
