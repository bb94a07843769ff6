import type { Rule, SetRules } from '@switchboard/shared-types/api/rules'
import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'
import { rulesKey } from './queries.ts'

/** @returns what sets all rules in their order, and shows them as the server has them */
export function useSaveRules(): (rules: SetRules['rules']) => Promise<void> {
  const client = useQueryClient()
  return async (rules) => {
    const saved = await answer(api.rules.$put({ json: { rules: rules.map(asDraft) } }))
    client.setQueryData<Rule[]>(rulesKey, saved.rules)
  }
}

/** Without the counts, which are the server's. */
function asDraft({
  id,
  name,
  enabled,
  when,
  actions,
  stop,
}: SetRules['rules'][number]): SetRules['rules'][number] {
  return { ...(id === undefined ? {} : { id }), name, enabled, when, actions, stop }
}
