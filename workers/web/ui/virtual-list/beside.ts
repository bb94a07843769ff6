/** @returns the one after or before the open one; where nothing of the list is open, going on begins with its first */
export function beside<T extends { readonly id: string }>(
  items: readonly T[],
  open: string | undefined,
  step: 1 | -1,
): T | undefined {
  const at = items.findIndex(({ id }) => id === open)
  if (at < 0) return step === 1 ? items[0] : undefined
  return items[at + step]
}
