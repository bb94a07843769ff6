import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { countsQuery } from '../entries/queries.ts'

/** The tab tells how much is unread. */
export function useTitle(): void {
  const { data: counts } = useQuery(countsQuery)
  const unread = counts?.unread ?? 0
  useEffect(() => {
    document.title = unread === 0 ? 'Switchboard' : `(${unread}) Switchboard`
    return () => {
      document.title = 'Switchboard'
    }
  }, [unread])
}
