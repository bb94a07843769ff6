import type { DeadLetter } from '@switchboard/shared-types/api/admin'
import { directoryOf } from '@switchboard/shared-types/contracts/directory'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import { getStub } from '@switchboard/shared-types/door'
import { ChannelId, ConversationId, FeedId, InboxId, RouterId } from '@switchboard/shared-types/ids'
import type { DeadLetterId } from '@switchboard/shared-types/ids'
import { err } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { ask } from '../ask.ts'
import type { Answer } from '../ask.ts'
import { identityOf, SHARDS } from '../house.ts'

/** Finds the actor that holds a dead letter, and lets it try again. */
export async function replayLetter(env: AdminEnv, trace: Trace, letter: DeadLetterId): Promise<Answer<null>> {
  const found = await findLetter(env, trace, letter)
  if (!found.ok) return found
  const replayed = await replayIn(env, trace, found.value)
  if (!replayed.ok && replayed.error.code === 'dead_letter.not_found') {
    await forget(env, trace, found.value)
  }
  return replayed
}

/** A letter's id does not tell its shard, which is its actor's; all are asked at once. */
async function findLetter(env: AdminEnv, trace: Trace, letter: DeadLetterId): Promise<Answer<DeadLetter>> {
  const answers = await Promise.all(
    SHARDS.map((shard) =>
      ask(trace, shard, () => getStub(env.DIRECTORY, shard).findDeadLetter(shard, trace, letter)),
    ),
  )
  return (
    answers.find((answer) => answer.ok) ??
    answers.find((answer) => !answer.ok && answer.error.code !== 'dead_letter.not_found') ??
    noSuchLetter()
  )
}

async function replayIn(env: AdminEnv, trace: Trace, letter: DeadLetter): Promise<Answer<null>> {
  switch (letter.actor) {
    case 'feed': {
      const feed = FeedId.parse(letter.actorId)
      return await ask(trace, feed, () => getStub(env.FEED, feed).replayDeadLetter(feed, trace, letter.id))
    }
    case 'inbox': {
      const inbox = InboxId.parse(letter.actorId)
      return await ask(trace, inbox, () =>
        getStub(env.INBOX, inbox).replayDeadLetter(inbox, trace, letter.id),
      )
    }
    case 'router': {
      const router = RouterId.parse(letter.actorId)
      return await ask(trace, router, () =>
        getStub(env.ROUTER, router).replayDeadLetter(router, trace, letter.id),
      )
    }
    case 'channel': {
      const channel = ChannelId.parse(letter.actorId)
      return await ask(trace, channel, () =>
        getStub(env.CHANNEL, channel).replayDeadLetter(channel, trace, letter.id),
      )
    }
    case 'conversation': {
      const conversation = ConversationId.parse(letter.actorId)
      return await ask(trace, conversation, () =>
        getStub(env.CONVERSATION, conversation).replayDeadLetter(conversation, trace, letter.id),
      )
    }
    case 'identity':
      return await ask(trace, 'the identity actor', () =>
        identityOf(env).replayDeadLetter(MAIN_REALM, trace, letter.id),
      )
    case 'directory': {
      const shard = SHARDS.find((id) => id === letter.actorId)
      if (shard === undefined) return noSuchLetter()
      return await ask(trace, shard, () =>
        getStub(env.DIRECTORY, shard).replayDeadLetter(shard, trace, letter.id),
      )
    }
    default:
      letter.actor satisfies never
      return noSuchLetter()
  }
}

/** The index outlived the letter: its actor was emptied since. */
async function forget(env: AdminEnv, trace: Trace, letter: DeadLetter): Promise<void> {
  const shard = directoryOf(letter.actorId)
  await ask(trace, shard, () => getStub(env.DIRECTORY, shard).forgetDeadLetter(shard, trace, letter.id))
}

function noSuchLetter() {
  return err('dead_letter.not_found', 'There is no such dead letter.')
}
