import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

/** @returns what to call when the session has ended: forgets everything and goes to the sign-in page */
export function useLeave(): () => void {
  const client = useQueryClient()
  const navigate = useNavigate()
  return () => {
    void navigate({ to: '/sign-in', replace: true }).then(() => client.clear())
  }
}
