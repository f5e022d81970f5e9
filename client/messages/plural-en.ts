/** A written number and what it counts, which English says in the singular for one: '1 report', '12 reports'. */
export const counted = (n: string, one: string, many = `${one}s`): string => `${n} ${n === '1' ? one : many}`
