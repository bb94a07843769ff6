import type { Address } from 'postal-mime'

export interface Person {
  readonly name: string
  /** Lower-case. */
  readonly address: string
}

/** The people of an address header, groups opened; what has no address is nobody. */
export function peopleIn(addresses: Address | readonly Address[] | undefined): Person[] {
  if (addresses === undefined) return []
  const list: readonly Address[] = 'length' in addresses ? addresses : [addresses]
  const people = list.flatMap((entry) => (entry.group === undefined ? [entry] : entry.group))
  return people
    .map(({ name, address }) => ({ name: oneLine(name), address: address.trim().toLowerCase() }))
    .filter(({ address }) => /^[^\s@]+@[^\s@]+$/.test(address) && address.length <= 320)
}

/** Each address once, without `except`. */
export function addressesOf(people: readonly Person[], except: ReadonlySet<string>): string[] {
  return [...new Set(people.map(({ address }) => address))].filter((address) => !except.has(address))
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
