import type { CallPage, ModelCall } from '@switchboard/shared-types/api/router/calls'
import type { InfiniteData } from '@tanstack/react-query'

/** A list as far as it is loaded. */
export type Pages = InfiniteData<CallPage>

/** @returns the pages with the call in the place where it stood while it ran */
export function replaced<P extends Pages>(pages: P, call: ModelCall): P {
  const inPlace = (known: ModelCall): ModelCall => (known.id === call.id ? call : known)
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, calls: page.calls.map(inPlace) })) }
}

/** @returns the pages with the calls before all others, by their beginning, none twice */
export function headed<P extends Pages>(pages: P, calls: readonly ModelCall[]): P {
  const [first, ...rest] = pages.pages
  if (first === undefined) return pages
  const known = new Set(pages.pages.flatMap((page) => page.calls.map(({ id }) => id)))
  const fresh = calls.filter(({ id }) => !known.has(id))
  const head = [...fresh, ...first.calls].toSorted((a, b) => (a.id < b.id ? 1 : -1))
  return { ...pages, pages: [{ ...first, calls: head }, ...rest] }
}
