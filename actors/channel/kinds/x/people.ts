import type { Author } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { membersOf, textOf, type JsonObject } from '../wire/json.ts'
import type { XState } from './account.ts'
import { idOf } from './ids.ts'

/** The people that a page or a payload names, by their ids. */
export type People = ReadonlyMap<string, { readonly name: string; readonly username: string | null }>

/** @param users objects of a user, of version 2 (`id`, `username`) or of webhooks (`id_str`, `screen_name`) */
export function peopleOf(users: readonly unknown[]): People {
  return new Map(
    users.map(membersOf).flatMap((user) => {
      const id = idOf(user['id_str']) ?? idOf(user['id'])
      return id === null ? [] : [[id, personOf(user, id)] as const]
    }),
  )
}

/** Who is not named is shown by the id. */
export function authorOf(id: string, people: People, { userId }: XState): Author {
  const person = people.get(id)
  const handle = person?.username ?? null
  return {
    key: id,
    name: clip(person?.name ?? id, 300),
    handle: handle === null ? null : clip(`@${handle}`, 300),
    self: id === userId,
    bot: false,
  }
}

function personOf(user: JsonObject, id: string): { name: string; username: string | null } {
  const username = textOf(user['username']) ?? textOf(user['screen_name'])
  return { name: textOf(user['name']) ?? username ?? id, username }
}
