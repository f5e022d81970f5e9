/** Takes over what a statement of progress says of hold-ups: none named, none there; one that lasts keeps its age. */
export function holdUp(
  item: { blocked?: string; blockedSince?: string; blockedBy?: string },
  said: { blocked?: string | undefined; blockedBy?: string | undefined },
  at: string,
): void {
  if (said.blocked === undefined && said.blockedBy === undefined) {
    delete item.blocked
    delete item.blockedSince
    delete item.blockedBy
    return
  }
  item.blockedSince ??= at
  item.blocked = said.blocked ?? item.blocked ?? ''
  if (said.blockedBy === undefined) delete item.blockedBy
  else item.blockedBy = said.blockedBy
}
