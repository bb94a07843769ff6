import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { sayProblem } from '../../ui/toasts.tsx'
import { keepMessage } from './queries.ts'

/** @returns what adds a reaction of one's own, or takes it back */
export function useReact(message: Message): { readonly toggle: (emoji: string) => void } {
  const client = useQueryClient()
  const react = async (emoji: string): Promise<void> => {
    const mine = message.reactions.filter((one) => one.mine).map((one) => one.emoji)
    const reactions = mine.includes(emoji) ? mine.filter((one) => one !== emoji) : [...mine, emoji]
    try {
      const { id, conversationId } = message
      const changed = await answer(
        api.conversations[':id'].messages[':message'].reactions.$put({
          param: { id: conversationId, message: id },
          json: { reactions: reactions.slice(-5) },
        }),
      )
      keepMessage(client, changed)
    } catch (error) {
      sayProblem(error)
    }
  }
  return { toggle: (emoji) => void react(emoji) }
}
