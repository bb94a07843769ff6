import type { Performed } from '../kind.ts'
import { membersOf, textOf, type JsonObject } from '../wire/json.ts'
import type { GraphReply } from './graph.ts'

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const REASONS: Readonly<Record<number, string>> = {
  10: 'The token lacks the permission to send messages.',
  200: 'The token lacks the permission to send messages.',
  368: 'Meta has restricted the account for violating a policy.',
  130472: 'Meta keeps this person from the message as part of an experiment.',
  131021: 'A number cannot write to itself.',
  131026: 'WhatsApp cannot deliver to this person: no account, an old app, or terms not accepted.',
  131030: 'The number is not on the list of test recipients of this app.',
  131031: 'Meta has locked the account.',
  131042: 'The account of the business has a problem with its payments.',
  131047:
    'More than 24 hours have passed since this person last wrote: WhatsApp now takes only an approved template message, which is not sent from here.',
  131048: 'Too many messages of this number were reported as spam: WhatsApp takes no more for now.',
  131049: 'Meta chose not to deliver this message.',
  131050: 'This person does not want such messages any more.',
  131051: 'WhatsApp does not take a message of this type.',
  131052: 'The file could not be fetched.',
  131053: 'WhatsApp does not take a file of this type or size.',
  133010: 'The phone number is not registered at the platform.',
}

/** Not now, and surely not done: how long to wait at least, in ms. */
const LATER: Readonly<Record<number, number>> = {
  4: 60_000,
  80_007: 60_000,
  130_429: 5_000,
  131_056: 6_000,
  131_057: 300_000,
}

/** The token is invalid, expired or withdrawn. */
const UNAUTHORISED = new Set([0, 190])

/** @param error the object that Meta gives, in an answer or in a status */
export function reasonOf(error: JsonObject): string {
  const code = typeof error['code'] === 'number' ? error['code'] : 0
  const details = textOf(membersOf(error['error_data'])['details'])
  const told = details ?? textOf(error['title']) ?? textOf(error['message']) ?? 'no reason was given'
  return REASONS[code] ?? `WhatsApp refused it: ${told.slice(0, 300)} (${code}).`
}

export function isUnauthorised(error: JsonObject): boolean {
  return typeof error['code'] === 'number' && UNAUTHORISED.has(error['code'])
}

/**
 * What became of an act that Meta did not confirm.
 * @param repeatable a second time changes nothing, so it may be tried again although nobody knows
 */
export function performedOf(reply: Exclude<GraphReply, { kind: 'ok' }>, repeatable: boolean): Performed {
  const perhaps = repeatable ? 'retry' : 'unknown'
  if (reply.kind === 'lost') return { outcome: perhaps, reason: reply.reason }
  const { error, status, afterMs } = reply
  if (isUnauthorised(error)) return { outcome: 'unauthorised', reason: 'Meta no longer accepts the token.' }
  const later = typeof error['code'] === 'number' ? LATER[error['code']] : undefined
  if (later !== undefined || status === 429)
    return {
      outcome: 'retry',
      reason: 'WhatsApp asks for patience.',
      afterMs: Math.max(later ?? 0, afterMs ?? 0),
    }
  return { outcome: status >= 500 ? perhaps : 'failed', reason: reasonOf(error) }
}
