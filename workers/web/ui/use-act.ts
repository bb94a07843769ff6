import { useQueryClient } from '@tanstack/react-query'
import { say, sayProblem } from './toasts.tsx'

/**
 * @param area the first part of the keys of what the acts change: `admin`, `router`
 * @returns what does an act, says how it went, and loads the lists of the area anew
 */
export function useAct(area: string): (act: () => Promise<unknown>, said: string) => Promise<void> {
  const client = useQueryClient()
  return async (act, said) => {
    try {
      await act()
      say(said)
    } catch (error) {
      sayProblem(error)
    }
    await client.invalidateQueries({ queryKey: [area] })
  }
}
