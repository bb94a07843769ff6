import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import type { World } from '../kind.ts'
import { elementsOf, membersOf } from '../wire/json.ts'
import type { XAccount, XState } from './account.ts'
import { accessOf, callX, jsonRequest, type XAccess, type XReply } from './api.ts'
import { idOf } from './ids.ts'

/** X challenges a webhook from time to time, and marks one invalid that failed. */
const CHECK_EVERY_MS = 60 * 60_000

type NotOk = Exclude<XReply, { kind: 'ok' }>

/**
 * Registers the webhook where it is not, has one challenged again that X has marked invalid, and subscribes the account.
 * What keeps X from it is told to the person once; polling goes on without.
 */
export async function tendWebhook(
  world: World,
  account: XAccount,
): Promise<{ readonly webhook: XState['webhook']; readonly notices: readonly NewNotification[] }> {
  const before = account.state.webhook
  const now = world.now()
  const isDue = now - before.checkedAt >= CHECK_EVERY_MS
  if (appOf(account) === null || !isDue) return { webhook: before, notices: [] }
  const tended = await registerWebhook(world, account)
  const problem = tended.ok ? null : tended.error.message
  const webhook = { checkedAt: now, problem }
  if (problem === null) return { webhook, notices: [] }
  return { webhook, notices: problem === before.problem ? [] : [noticeOf(account, problem, now)] }
}

/** Does the same whenever it was done last. @returns why there is no webhook, where there is none */
export async function registerWebhook(
  world: World,
  account: XAccount,
): Promise<Result<null, 'channel.bad_settings' | 'channel.unreachable'>> {
  const [app, user] = [appOf(account), accessOf(account)]
  if (app === null || user === null)
    return err('channel.bad_settings', 'X registers a webhook for an app and an account that it knows.')
  const registered = await register(world, app, account.state.hookUrl)
  if (typeof registered !== 'string') return refused('register the webhook', registered)
  const subscribed = await subscribe(world, user, registered)
  return subscribed.kind === 'ok' ? ok(null) : refused('subscribe the account', subscribed)
}

/** Takes the webhook away at X, and with it its subscriptions. */
export async function dropWebhook(
  world: World,
  account: XAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  const app = appOf(account)
  if (app === null) return ok(null)
  const known = await find(world, app, account.state.hookUrl)
  const id = known.kind === 'ok' ? known.id : null
  const reply = id === null ? known : await callX(world, app, `/2/webhooks/${id}`, { method: 'DELETE' })
  if (reply.kind === 'ok' || reply.kind === 'refused') return ok(null)
  return err('channel.unreachable', 'The webhook could not be taken away at X.')
}

/** The app, whose the webhook is; null where it is not ours to register. */
function appOf({ secrets, state }: XAccount): XAccess | null {
  if (secrets.bearerToken === null) return null
  return { baseUrl: state.baseUrl, authorization: `Bearer ${secrets.bearerToken}` }
}

/** The webhook at our address, if there is one (https://docs.x.com/x-api/webhooks/introduction). */
async function find(
  world: World,
  app: XAccess,
  url: string,
): Promise<NotOk | { readonly kind: 'ok'; readonly id: string | null; readonly isValid: boolean }> {
  const listed = await callX(world, app, '/2/webhooks')
  if (listed.kind !== 'ok') return listed
  const all = elementsOf(listed.body['data']).map(membersOf)
  const known = all.find((one) => one['url'] === url)
  return { kind: 'ok', id: idOf(known?.['id']), isValid: known?.['valid'] === true }
}

/** X challenges the address before it answers. @returns X's id of the webhook, or why there is none */
async function register(world: World, app: XAccess, url: string): Promise<string | NotOk> {
  const known = await find(world, app, url)
  if (known.kind !== 'ok') return known
  if (known.id === null) return idIn(await callX(world, app, '/2/webhooks', jsonRequest({ url })))
  if (known.isValid) return known.id
  const challenged = await callX(world, app, `/2/webhooks/${known.id}`, { method: 'PUT' })
  return challenged.kind === 'ok' ? known.id : challenged
}

/** The id stands inside `data`, or by itself. */
function idIn(reply: XReply): string | NotOk {
  if (reply.kind !== 'ok') return reply
  const id = idOf(membersOf(reply.body['data'])['id']) ?? idOf(reply.body['id'])
  return id ?? { kind: 'lost', reason: 'it does not say under which id it took it.' }
}

/** As the account that X is to tell of (https://docs.x.com/x-api/account-activity/introduction). */
async function subscribe(world: World, user: XAccess, id: string): Promise<XReply> {
  const path = `/2/account_activity/webhooks/${id}/subscriptions/all`
  const known = await callX(world, user, path)
  if (known.kind === 'ok' && membersOf(known.body['data'])['subscribed'] === true) return known
  return await callX(world, user, path, jsonRequest({}))
}

function refused(what: string, reply: NotOk) {
  if (reply.kind === 'refused')
    return err('channel.bad_settings', `X does not let this app ${what}: ${reply.detail}.`)
  const why = reply.kind === 'lost' ? reply.reason : 'it asks for patience.'
  return err('channel.unreachable', `X could not ${what}: ${why}`)
}

function noticeOf({ id }: XAccount, problem: string, now: number): NewNotification {
  return {
    key: `x-webhook:${id}:${now}`,
    kind: 'channel',
    title: 'X has no webhook for this account',
    text: `${problem} Messages and mentions are still polled.`,
    about: id,
    at: new Date(now).toISOString(),
  }
}
