import type { CredentialsError, Performed } from '../kind.ts'
import { err, type Failure } from '@switchboard/shared-types/result'
import { textOf, type JsonObject } from '../wire/json.ts'
import type { SlackReply } from './api.ts'

/** Slack does not know us any more: the person has to bring new credentials. */
const UNAUTHORISED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_refresh_token',
  'invalid_grant',
  'org_login_required',
])

/** Slack's own words: "it's possible some aspect of the operation succeeded before the error was raised". */
const PERHAPS_DONE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'])

const REASONS: Readonly<Record<string, string>> = {
  not_in_channel: 'The app is not in this channel: invite it there first.',
  channel_not_found: 'Slack does not know this channel, or does not show it to the app.',
  is_archived: 'This channel is archived.',
  msg_too_long: 'The message is too long for Slack.',
  no_text: 'Slack takes no empty message.',
  restricted_action: 'The workspace does not allow the app to write here.',
  restricted_action_read_only_channel: 'This channel is read-only.',
  restricted_action_thread_only_channel: 'This channel takes answers in threads only.',
  restricted_action_non_threadable_channel: 'This channel takes no threads.',
  thread_not_found: 'The thread is no longer there.',
  message_not_found: 'The message is no longer there.',
  cant_update_message: 'Slack lets the app change its own messages only.',
  cant_delete_message: 'Slack lets the app delete its own messages only.',
  edit_window_closed: 'Slack no longer lets this message be changed.',
  messages_tab_disabled: 'The app takes no direct messages: switch on its Messages tab.',
  invalid_name: 'Slack knows no reaction of this name.',
  too_many_reactions: 'The message has as many reactions as Slack allows.',
  file_upload_size_restricted: 'The workspace does not take files of this size.',
}

/** @returns one sentence for the person about what Slack refused. */
export function reasonOf(error: string, body: JsonObject): string {
  if (error === 'missing_scope') return `The app lacks the scope "${textOf(body['needed']) ?? 'unknown'}".`
  return REASONS[error] ?? `Slack refused it: ${error.slice(0, 100)}.`
}

export function isUnauthorised(error: string): boolean {
  return UNAUTHORISED.has(error)
}

/**
 * What became of an act that Slack did not confirm.
 * @param repeatable a second time changes nothing, so it may be tried again although nobody knows
 */
export function performedOf(reply: Exclude<SlackReply, { kind: 'ok' }>, repeatable: boolean): Performed {
  switch (reply.kind) {
    case 'limited':
      return { outcome: 'retry', reason: 'Slack asks for patience.', afterMs: reply.afterMs }
    case 'lost':
      return { outcome: repeatable ? 'retry' : 'unknown', reason: reply.reason }
    case 'refused':
      return refusalOf(reply.error, reply.body, repeatable)
  }
}

function refusalOf(error: string, body: JsonObject, repeatable: boolean): Performed {
  const reason = reasonOf(error, body)
  if (isUnauthorised(error)) return { outcome: 'unauthorised', reason: 'Slack no longer accepts the token.' }
  if (PERHAPS_DONE.has(error)) return { outcome: repeatable ? 'retry' : 'unknown', reason }
  return { outcome: 'failed', reason }
}

/** The same for calls that are about the credentials. */
export function credentialsError(reply: Exclude<SlackReply, { kind: 'ok' }>): {
  readonly ok: false
  readonly error: Failure<CredentialsError>
} {
  if (reply.kind === 'refused' && !PERHAPS_DONE.has(reply.error))
    return err(
      'channel.bad_credentials',
      `Slack does not accept the credentials (${reply.error.slice(0, 100)}).`,
    )
  const reason = reply.kind === 'lost' ? reply.reason : 'Slack asks for patience.'
  return err('channel.unreachable', reason)
}
