import * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Polled, World } from '../kind.ts'
import type { TelegramAccount, TelegramState } from './account.ts'
import { callBot } from './bot-api.ts'
import type { Answer } from './bot-api.ts'
import { botOf, refusalOf } from './errors.ts'
import { testBot } from './health.ts'
import { ALLOWED_UPDATES, numberOf, parseUpdates } from './parse.ts'

/** The most that Telegram gives at once. */
const PAGE = 100

/**
 * After a week without updates Telegram goes on with a random number, which may be a lower one. Updates live for a day,
 * so well before that nothing is left that an offset would confirm, and none is sent.
 */
const OFFSET_HOLDS_MS = 5 * 24 * 60 * 60_000

/** Telegram repeats what it could not bring for a day, so there is time to see to it. */
const WATCH_EVERY_MS = 15 * 60_000

/** Reads what waits; with a webhook, looks whether anything waits there that could not be brought. */
export async function poll(
  world: World,
  account: TelegramAccount,
): Promise<Result<Polled<TelegramState>, CredentialsError>> {
  if (account.state.intake === 'polling') return await pollUpdates(world, account)
  const tested = await testBot(world, account)
  if (!tested.ok) return tested
  return ok(nothingUntil(world.now() + WATCH_EVERY_MS, account.state))
}

/**
 * Reads one page of updates, at once and without waiting for any. The offset that confirms it goes into the next call,
 * after this page was committed.
 */
async function pollUpdates(
  world: World,
  account: TelegramAccount,
): Promise<Result<Polled<TelegramState>, CredentialsError>> {
  const { state } = account
  const offset = offsetOf(state, world.now())
  const params = { limit: PAGE, timeout: 0, allowed_updates: ALLOWED_UPDATES }
  const answer = await callBot(world, botOf(account), 'getUpdates', { ...params, ...offset })
  if (answer.kind !== 'done') return refusedPoll(answer, state, world.now())
  const page = z.array(z.unknown()).safeParse(answer.result)
  if (!page.success) return err('channel.unreachable', 'What answered is no Bot API server.')
  const next = nextOf(page.data, world.now()) ?? state.next
  const more = page.data.length >= PAGE && next !== state.next
  return ok({ ...parseUpdates(page.data, account), state: { ...state, next }, more, notBeforeMs: null })
}

function offsetOf({ next }: TelegramState, now: number): { offset?: number } {
  return next === null || now - next.at > OFFSET_HOLDS_MS ? {} : { offset: next.offset }
}

/** By this page alone: an earlier offset may be higher than the numbers after a quiet week. */
function nextOf(page: readonly unknown[], at: number): TelegramState['next'] {
  const numbers = page.map(numberOf).filter((number) => number !== null)
  return numbers.length === 0 ? null : { offset: Math.max(...numbers) + 1, at }
}

function refusedPoll(
  answer: Exclude<Answer, { kind: 'done' }>,
  state: TelegramState,
  now: number,
): Result<Polled<TelegramState>, CredentialsError> {
  if (answer.kind !== 'refused' || answer.code !== 429) return refusalOf(answer)
  return ok(nothingUntil(now + (answer.retryAfterMs ?? 1_000), state))
}

function nothingUntil(notBeforeMs: number, state: TelegramState): Polled<TelegramState> {
  return { events: [], unreadable: [], state, more: false, notBeforeMs }
}
