/** One of four sizes by how many lie together: one, some, tens, hundreds. */
export function bySize(count: number, one: number, some: number, tens: number, hundreds: number): number {
  if (count < 2) return one
  if (count < 10) return some
  return count < 100 ? tens : hundreds
}
