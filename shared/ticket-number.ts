/** Crockford's base32, without I, L, O and U: https://www.crockford.com/base32.html */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

const valueOf = (text: string): bigint =>
  [...text].reduce((sum, digit) => sum * 32n + BigInt(digits.indexOf(digit)), 0n)

/** The check digit: the remainder by 37, as Crockford has it; undefined where that is none of the 32 digits. */
function checkDigit(text: string): string | undefined {
  return digits[Number(valueOf(text) % 37n)]
}

/**
 * A number to ask after a complaint by, such as ADU-7K3M9QX2-4: a prefix, 8 digits (40 random bits) and a check digit. Of
 * the random bytes that `random` gives, those whose check digit is none of the 32 are passed over.
 */
export function makeNumber(prefix: string, random: (bytes: number) => Uint8Array): string {
  for (;;) {
    const text = [...random(length)].map((byte) => digits[byte % 32]).join('')
    const check = checkDigit(text)
    if (check) return `${prefix}-${text}-${check}`
  }
}

/** A number as somebody typed it, in its one form: small letters, blanks, O for 0, I and L for 1. Nothing where it is none. */
export function readNumber(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const body = plain
    .slice(-length - 1)
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const prefix = plain.slice(0, -length - 1)
  if (body.length !== length + 1 || prefix.length < 2 || prefix.length > 5) return undefined
  const text = body.slice(0, length)
  if ([...body].some((digit) => !digits.includes(digit)) || checkDigit(text) !== body[length])
    return undefined
  return `${prefix}-${text}-${body[length]}`
}
