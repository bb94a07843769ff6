import type { CallPage, ModelCall } from '@switchboard/shared-types/api/router/calls'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { makeStore } from '../../ui/store.ts'
import { callListKey, callListQuery, callQuery } from './queries.ts'
import type { CallFilter } from './filter.ts'

type Pages = InfiniteData<CallPage>

/** What a list keeps waiting at most. */
const MOST_WAITING = 500

/** Calls that ended since the list was loaded, newest first, and that no list has taken in. */
export const waiting = makeStore<readonly ModelCall[]>([])

/** Brings lists and an open call up to date with a call that has ended; one that no list knows waits to be asked in. */
export function followSettled(client: QueryClient, call: ModelCall): void {
  client.setQueriesData<Pages>({ queryKey: callListKey }, (pages) => pages && replaced(pages, call))
  const { queryKey } = callQuery(call.id)
  if (client.getQueryData(queryKey) !== undefined) client.setQueryData(queryKey, call)
  waiting.set([call, ...waiting.get().filter(({ id }) => id !== call.id)].slice(0, MOST_WAITING))
}

/** Puts what waited at the head of a list. */
export function takeIn(client: QueryClient, filter: CallFilter, calls: readonly ModelCall[]): void {
  client.setQueryData(callListQuery(filter).queryKey, (pages) => pages && headed(pages, calls))
}

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
