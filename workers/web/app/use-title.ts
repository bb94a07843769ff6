import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { countsQuery } from '../entries/queries.ts'
import { useGroup } from '../groups/use-group.ts'

/** The tab tells how much is unread, and in which group. */
export function useTitle(): void {
  const { data: counts } = useQuery(countsQuery)
  const unread = counts?.unread ?? 0
  const group = useGroup()
  const place = group === undefined ? 'Switchboard' : `${group.name} · Switchboard`
  useEffect(() => {
    document.title = unread === 0 ? place : `(${unread}) ${place}`
    return () => {
      document.title = 'Switchboard'
    }
  }, [unread, place])
}
