/** Opens an address of somebody else in a tab that knows nothing of this one. Anything but the web is refused. */
export function openInNewTab(address: string): void {
  if (isWebAddress(address)) globalThis.open(address, '_blank', 'noopener,noreferrer')
}

/** @returns whether it is an absolute http(s) address; `javascript:` and the like are not */
export function isWebAddress(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
}
