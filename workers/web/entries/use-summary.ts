import type { EntryId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

/** @returns the key of an entry's summary, as this page holds it */
export function summaryKey(id: EntryId) {
  return ['summary', id] as const
}

/** An entry's summary, from the moment that somebody asks for it. */
export function useSummary(id: EntryId) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: summaryKey(id),
    queryFn: () => answer(api.entries[':id'].summary.$post({ param: { id } })),
    enabled: false,
    gcTime: 30 * 60_000,
  })
  return {
    summary: data,
    error,
    isAsking: isFetching,
    ask: () => void refetch({ cancelRefetch: false }),
  }
}

export type Summarising = ReturnType<typeof useSummary>
