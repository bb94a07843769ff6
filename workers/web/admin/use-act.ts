import { useQueryClient } from '@tanstack/react-query'
import { say, sayProblem } from '../ui/toasts.tsx'

/** @returns what does an act, says how it went, and loads the lists of the administration anew */
export function useAct(): (act: () => Promise<unknown>, said: string) => Promise<void> {
  const client = useQueryClient()
  return async (act, said) => {
    try {
      await act()
      say(said)
    } catch (error) {
      sayProblem(error)
    }
    await client.invalidateQueries({ queryKey: ['admin'] })
  }
}
