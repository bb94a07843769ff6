import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'

const MAX_LENGTH = 40

/** @returns a slug that is not taken, made of the name where it has letters that a slug may have */
export function freeSlug(kind: ProviderKind, name: string | undefined, taken: ReadonlySet<string>): string {
  const wanted = (name ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH - 4)
    .replace(/^-+|-+$/g, '')
  const base = wanted === '' ? kind : wanted
  for (let number = 2, slug = base; ; slug = `${base}-${number++}`) if (!taken.has(slug)) return slug
}
