import { log, reasonOf } from '@switchboard/kernel/log'
import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import type { HookAnswer, HookErrorCode, HookRequest } from '@switchboard/shared-types/contracts/channel'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { connectionOf, notFound, openCredentials } from '../account/find.ts'
import type { Channel } from '../channel.ts'
import type { AnyKind } from '../kinds/enclose.ts'
import type { Account, Verdict } from '../kinds/kind.ts'
import { keepParsed, readPayload } from './keep-parsed.ts'
import { takeMail } from './take-mail.ts'

type Hook = NonNullable<AnyKind['hook']>
type Answered = Result<HookAnswer, HookErrorCode>

const DONE: HookAnswer = { status: 200, headers: {}, body: '' }

const REFUSALS = {
  400: 'hook.malformed',
  401: 'hook.unsigned',
  403: 'hook.refused',
  405: 'route.method_not_allowed',
  413: 'request.too_large',
} as const

/**
 * Takes a platform's request: its size first, then the signature over its raw bytes; only then is it read, and only
 * when it is durable is it answered. While a channel is paused its hooks are taken all the same, so that nothing is
 * lost.
 */
export async function takeHook(
  channel: Channel,
  name: ChannelKind,
  request: HookRequest,
  trace: Trace,
): Promise<Answered> {
  const connection = connectionOf(channel)
  const hook = connection?.kind.hook
  if (connection === null || hook === undefined || connection.row.kind !== name) return notFound()
  if (request.body.byteLength > hook.maxBytes) {
    return err('request.too_large', `The body may have at most ${hook.maxBytes} bytes.`)
  }
  const account = await openCredentials(channel)
  if (!account.ok) return err('actor.unavailable', account.error.message)
  const verdict = await hook.verify(request, account.value, channel.world.now())
  switch (verdict.verdict) {
    case 'refuse':
      return refuse(verdict)
    case 'answer':
      return ok(verdict.answer)
    case 'accept':
      return await accept(channel, hook, account.value, request, trace)
  }
}

function refuse({ status, reason }: Extract<Verdict, { verdict: 'refuse' }>): Answered {
  return err(REFUSALS[status], reason)
}

async function accept(
  channel: Channel,
  hook: Hook,
  account: Account<string, string>,
  request: HookRequest,
  trace: Trace,
): Promise<Answered> {
  const read = readPayload(() => hook.parse(request, account, channel.world.now()), request.body)
  try {
    if ('mail' in read) await takeMail(channel, read.mail, trace)
    if ('mail' in read) return ok(DONE)
    const whole = (await hook.complete?.(channel.world, account, read)) ?? read
    return ok(await keepParsed(channel, whole, trace))
  } catch (thrown) {
    log('error', 'a hook could not be kept', trace, { channel: channel.id, reason: reasonOf(thrown) })
    return err('actor.unavailable', 'This could not be kept. Send it again in a moment.', { retryAfter: 1 })
  }
}
