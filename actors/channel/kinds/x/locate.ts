import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import type { Parsed, World } from '../kind.ts'
import { elementsOf, membersOf, type JsonObject } from '../wire/json.ts'
import type { XAccount, XState } from './account.ts'
import { accessOf, callX } from './api.ts'
import { POST_FIELDS, readWithAnswered } from './pages.ts'
import { peopleOf } from './people.ts'

/** X waits ten seconds for the answer to an event. */
const TIMEOUT_MS = 4_000

/**
 * Finds the threads of mentions that answer something: a webhook names the post that is answered, and not the one that
 * began. Where that is not known already, X is asked for the mention as polling reads it; what it does not tell now is
 * left to the next poll.
 */
export async function locateAnswers(world: World, account: XAccount, parsed: Parsed): Promise<Parsed> {
  const events: Parsed['events'][number][] = []
  for (const event of parsed.events) {
    const isOpen = event.type === 'message' && isUnplaced(event)
    events.push(...(isOpen ? await locate(world, account, event) : [event]))
  }
  return { ...parsed, events }
}

/** What answers another post did not begin a thread itself. */
function isUnplaced({ replyTo, thread, key }: MessageEvent): boolean {
  return replyTo !== null && thread.key === `post:${key}`
}

async function locate(world: World, account: XAccount, event: MessageEvent): Promise<Parsed['events']> {
  const access = accessOf(account)
  if (access === null) return []
  const path = `/2/tweets/${event.key}?${new URLSearchParams(POST_FIELDS).toString()}`
  const reply = await callX(world, access, path, {}, TIMEOUT_MS)
  // An app that may not read posts is shown the answer by itself, for no poll will bring it either.
  if (reply.kind === 'refused') return [event]
  return reply.kind === 'ok' ? readAnswer(reply.body, account.state) : []
}

function readAnswer(body: JsonObject, state: XState): Parsed['events'] {
  const includes = membersOf(body['includes'])
  const people = peopleOf(elementsOf(includes['users']))
  return readWithAnswered(membersOf(body['data']), elementsOf(includes['tweets']), people, state).events
}
