import type { Counts } from '@switchboard/shared-types/api/entries'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'

export interface Leaf {
  readonly subscription: Subscription
  readonly unread: number
}

export interface Folder {
  readonly name: string
  readonly unread: number
  readonly leaves: readonly Leaf[]
}

/** The sidebar's order: folders by name, then what lies in none; feeds by title within. */
export function treeOf(
  subscriptions: readonly Subscription[],
  counts: Counts | undefined,
): { readonly folders: readonly Folder[]; readonly loose: readonly Leaf[] } {
  const unread = new Map(counts?.subscriptions.map((one) => [one.id, one.unread]))
  const leaves = subscriptions
    .map((subscription) => ({ subscription, unread: unread.get(subscription.id) ?? 0 }))
    .toSorted((a, b) => compare(a.subscription.title, b.subscription.title))
  const byFolder = Map.groupBy(leaves, (leaf) => leaf.subscription.folder)
  const folders = [...byFolder]
    .flatMap(([name, inside]) => (name === null ? [] : [{ name, unread: sum(inside), leaves: inside }]))
    .toSorted((a, b) => compare(a.name, b.name))
  return { folders, loose: byFolder.get(null) ?? [] }
}

/** @returns the names of all folders, in the sidebar's order */
export function folderNames(subscriptions: readonly Subscription[]): string[] {
  const names = subscriptions.flatMap(({ folder }) => (folder === null ? [] : [folder]))
  return [...new Set(names)].toSorted(compare)
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function compare(a: string, b: string): number {
  return collator.compare(a, b)
}

function sum(leaves: readonly Leaf[]): number {
  return leaves.reduce((total, leaf) => total + leaf.unread, 0)
}
