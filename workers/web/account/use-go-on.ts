import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { group } from '../app/inbox.ts'
import { groupIn } from '../app/inbox-address.ts'
import { accountKey, registrationQuery } from './queries.ts'

/**
 * @param next where somebody wanted to go who had to sign in first
 * @returns what to call once they have
 */
export function useGoOn(next = '/'): () => Promise<void> {
  const client = useQueryClient()
  const { history } = useRouter()
  return async () => {
    const { pathname } = new URL(next, globalThis.location.origin)
    // Another inbox is another page.
    if (groupIn(pathname) !== group) return globalThis.location.replace(next)
    await client.resetQueries({ queryKey: accountKey })
    await client.invalidateQueries({ queryKey: registrationQuery.queryKey })
    history.replace(next)
  }
}
