import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Polled, World } from '../kind.ts'
import { callSlack, type SlackReply } from './api.ts'
import type { SlackAccount } from './identify.ts'
import { credentialsError, isUnauthorised } from './errors.ts'
import { takeChannels, takePeople } from './poll-directory.ts'
import { lookBack, takeMessages } from './poll-messages.ts'
import { tokenOf, type Round, type SlackState } from './state.ts'

type SlackPoll = Result<Polled<SlackState>, CredentialsError>

/** Names change rarely, and a large workspace has many pages of them. */
const PEOPLE_EVERY_MS = 24 * 3_600_000
/** Slack's own recommendation is no more than 200; an app under the limit of 2025 is given 15 all the same. */
const PAGE = 200

/**
 * Reads one page of a catch-up; the state that it returns says which page comes next. A catch-up reads who there is
 * (once a day), the conversations that the app is in, then what is newer there than what was read before, and the
 * answers in the threads that those messages began.
 */
export async function pollSlack(world: World, { secrets, state }: SlackAccount): Promise<SlackPoll> {
  const token = tokenOf(secrets)
  if (token === null) return err('channel.bad_credentials', 'The person has not allowed it at Slack yet.')
  const round = state.round ?? firstStep(state, world.now())
  const { method, args } = question(round)
  const reply = await callSlack(world, { baseUrl: state.baseUrl, token }, method, args)
  if (reply.kind === 'ok') {
    const read = { ...state, round, pages: state.pages + 1 }
    return ok(paced(world, take(read, round, reply, world.now())))
  }
  return notRead(world, { ...state, round }, round, reply)
}

function firstStep(state: SlackState, now: number): Round {
  return { step: now - state.peopleReadAt > PEOPLE_EVERY_MS ? 'people' : 'channels', cursor: null }
}

/** https://docs.slack.dev/reference/methods: users.list, users.conversations, conversations.history and .replies */
function question(round: Round): {
  method: string
  args: Record<string, string | number | boolean | undefined>
} {
  if (round.step === 'people')
    return { method: 'users.list', args: { limit: PAGE, cursor: round.cursor ?? undefined } }
  if (round.step === 'channels') {
    const types = 'public_channel,private_channel,mpim,im'
    const args = { types, exclude_archived: true, limit: PAGE, cursor: round.cursor ?? undefined }
    return { method: 'users.conversations', args }
  }
  const [{ channel, root, oldest, cursor }] = round.readings
  const args = { channel, limit: PAGE, cursor: cursor ?? undefined }
  return root === null
    ? { method: 'conversations.history', args: { ...args, oldest: lookBack(oldest) } }
    : { method: 'conversations.replies', args: { ...args, oldest, ts: root } }
}

function take(
  state: SlackState,
  round: Round,
  { body }: Extract<SlackReply, { kind: 'ok' }>,
  now: number,
): Omit<Polled<SlackState>, 'notBeforeMs'> {
  if (round.step === 'messages') return takeMessages(state, round.readings, body)
  const next = round.step === 'people' ? takePeople(state, body, now) : takeChannels(state, body, now)
  return { events: [], unreadable: [], state: next, more: next.round !== null }
}

/** An app that Slack holds to one request a minute asks no faster until the round is over. */
function paced(world: World, polled: Omit<Polled<SlackState>, 'notBeforeMs'>): Polled<SlackState> {
  const { paceMs } = polled.state
  if (!polled.more) return { ...polled, state: { ...polled.state, paceMs: 0 }, notBeforeMs: null }
  return { ...polled, notBeforeMs: paceMs === 0 ? null : world.now() + paceMs }
}

/** What Slack refuses to show is passed over; the page of a lost answer is asked for again. */
function notRead(
  world: World,
  state: SlackState,
  round: Round,
  reply: Exclude<SlackReply, { kind: 'ok' }>,
): SlackPoll {
  if (reply.kind === 'limited') {
    // One page and no more: this is no burst of ours, but a limit of one request for each such time.
    const waiting = { ...state, paceMs: state.pages <= 1 ? reply.afterMs : 0, pages: 0 }
    return ok({
      events: [],
      unreadable: [],
      state: waiting,
      more: true,
      notBeforeMs: world.now() + reply.afterMs,
    })
  }
  if (reply.kind === 'lost' || isUnauthorised(reply.error)) return credentialsError(reply)
  const passed = { ...state, round: passOver(round) }
  return ok(paced(world, { events: [], unreadable: [], state: passed, more: passed.round !== null }))
}

function passOver(round: Round): Round | null {
  if (round.step === 'people') return { step: 'channels', cursor: null }
  if (round.step === 'channels') return null
  const [, next, ...rest] = round.readings
  return next === undefined ? null : { step: 'messages', readings: [next, ...rest] }
}
