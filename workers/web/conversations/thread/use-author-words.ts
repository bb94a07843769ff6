import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { PersonId } from '@switchboard/shared-types/ids'
import { group } from '../../app/inbox.ts'
import { useNames } from '../../groups/use-group.ts'

type Written = Pick<Message, 'direction' | 'author'>

/** @returns who said something, and what stands above it: a member of a group is known to the page by name */
export function useAuthorWords({ direction, author }: Written): {
  readonly name: string
  readonly title: string
} {
  const nameOf = useNames()
  if (direction === 'in') return { name: author.name, title: author.name }
  const member = PersonId.safeParse(author.key).data
  const own = group === null ? 'You' : 'The group'
  const name = member === undefined ? (author.bot ? author.name : own) : nameOf(member)
  return { name, title: direction === 'out' ? name : noteTitle(name) }
}

function noteTitle(name: string): string {
  if (name !== 'You') return `Note by ${name}`
  return group === null ? 'Note to yourself' : 'Your note'
}
