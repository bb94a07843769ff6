import * as z from 'zod'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Pace, Performed, World } from '../kind.ts'
import { appendFile } from '../wire/multipart.ts'
import type { DiscordAccount } from './account.ts'
import { change } from './change.ts'
import { botOf } from './errors.ts'
import { ALL, failed, outcomeOfSend } from './outcome.ts'
import { callDiscord } from './rest-api.ts'
import type { Answer, Call } from './rest-api.ts'
import { Snowflake } from './wire.ts'

export const MAX_MESSAGE = 2_000
const MAX_FILES = 10
/** Of Discord's key of a message. */
const NONCE_LENGTH = 25

type Send = Extract<Outgoing['act'], { readonly type: 'send' }>

/** Does at Discord what is to be done, once. */
export async function perform(
  world: World,
  account: DiscordAccount,
  outgoing: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  const { act } = outgoing
  if (act.type === 'post') return failed('Discord takes no posts that belong to no channel.')
  if (!Snowflake.safeParse(act.thread.key).success) return failed('This is no channel of Discord.')
  if (act.type !== 'send') return change(world, account, act, paceOf(act))
  const refusal = refuse(act, files)
  if (refusal !== null) return failed(refusal)
  return send(world, account, act, sendCall(act, nonceOf(outgoing), files))
}

/**
 * Discord tells its limits in the headers of each answer, by bucket and channel, and they are obeyed; these are what
 * they usually are, and the 50 a second of the whole bot.
 */
export function paces({ act }: Outgoing): readonly Pace[] {
  const all: Pace = { key: ALL, burst: 50, everyMs: 20 }
  return act.type === 'post' ? [all] : [{ key: paceOf(act), burst: 5, everyMs: 1_000 }, all]
}

function paceOf(act: Exclude<Outgoing['act'], { readonly type: 'post' }>): string {
  return `${act.type}:${act.thread.key}`
}

function refuse({ text }: Send, files: readonly File[]): string | null {
  if (text === '' && files.length === 0) return 'There is nothing to send.'
  if (text.length > MAX_MESSAGE) return `Discord takes ${MAX_MESSAGE} characters at most.`
  return files.length > MAX_FILES ? `Discord takes ${MAX_FILES} files at most in one message.` : null
}

/**
 * A lost answer is asked for once more at once: with the same nonce Discord gives the message that it has, if it has it.
 * It remembers nonces for a few minutes only, so later repetitions are not safe.
 */
async function send(world: World, account: DiscordAccount, act: Send, call: Call): Promise<Performed> {
  const bot = botOf(account)
  const pace = paceOf(act)
  const first = await callDiscord(world, bot, call)
  if (first.kind !== 'lost') return sentAs(first, act, pace)
  const second = await callDiscord(world, bot, call)
  const open = second.kind === 'refused' && second.retryAfterMs !== null
  return sentAs(open ? first : second, act, pace)
}

const Sent = z.object({ id: Snowflake })

function sentAs(answer: Answer, { thread }: Send, pace: string): Performed {
  const performed = outcomeOfSend(answer, pace)
  const sent = Sent.safeParse(answer.kind === 'done' ? answer.result : undefined)
  if (!sent.success) return performed
  const { id: key } = sent.data
  return { ...performed, key, url: thread.url === null ? null : `${thread.url}/${key}` }
}

function sendCall(act: Send, nonce: string, files: readonly File[]): Call {
  const path = `/channels/${act.thread.key}/messages`
  const message = {
    content: act.text,
    nonce,
    enforce_nonce: true,
    // Names in a text call nobody.
    allowed_mentions: { parse: [], replied_user: false },
    ...replyOf(act.replyTo),
  }
  if (files.length === 0) return { method: 'POST', path, body: message }
  const body = new FormData()
  body.append('payload_json', JSON.stringify(message))
  for (const [index, file] of files.entries()) appendFile(body, `files[${index}]`, file)
  return { method: 'POST', path, body }
}

/** The ULID without its first character, which stays 0 until the year 3084. */
function nonceOf({ id }: Outgoing): string {
  return id.slice(-NONCE_LENGTH)
}

/** What it replies to may be gone by now, or be a command, which is no message. */
function replyOf(replyTo: string | null): { message_reference?: object } {
  if (replyTo === null || !Snowflake.safeParse(replyTo).success) return {}
  return { message_reference: { message_id: replyTo, fail_if_not_exists: false } }
}
