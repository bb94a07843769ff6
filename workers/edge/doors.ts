import type { Context } from 'hono'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import type { RouterSettings } from '@switchboard/shared-types/contracts/router'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, REALM_ROUTER, routerOf } from '@switchboard/shared-types/ids'
import type {
  ChannelId,
  ConversationId,
  FeedId,
  InboxId,
  RealmId,
  RouterId,
} from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import type { AppEnv } from './app-env.ts'

/** An actor, and the first two arguments of each of its methods. */
interface Door<Stub, Id> {
  readonly stub: Stub
  readonly at: readonly [Id, Trace]
}

/** The same, and the inbox in whose name is asked. */
interface OwnDoor<Stub, Id> {
  readonly stub: Stub
  readonly at: readonly [Id, Trace, InboxId]
}

/** The inbox in whose name is asked, by a session that may: no path can name another's. */
export function ownInbox(c: Context<AppEnv>): Door<ReturnType<typeof inboxStub>, InboxId> {
  const id = inboxOf(c.var.owner)
  return { stub: inboxStub(c, id), at: [id, c.var.trace] }
}

/** The model router, by the same rule. */
export function ownRouter(c: Context<AppEnv>): Door<ReturnType<typeof routerStub>, RouterId> {
  const id = routerOf(c.var.owner)
  return { stub: routerStub(c, id), at: [id, c.var.trace] }
}

/** What is set and seen of that router; of the realm's, where an admin asks for it. */
export function routerSettings(c: Context<AppEnv>): Door<RouterSettings, RouterId> {
  const { realmRouter, trace } = c.var
  return realmRouter === undefined ? ownRouter(c) : { stub: realmRouter, at: [REALM_ROUTER, trace] }
}

/** A channel, and in whose name it is asked: another inbox's is not found there. */
export function ownChannel(
  c: Context<AppEnv>,
  id: ChannelId,
): OwnDoor<ReturnType<typeof channelStub>, ChannelId> {
  return { stub: channelStub(c, id), at: [id, c.var.trace, inboxOf(c.var.owner)] }
}

/** A channel as its platform reaches it, for whom nobody is signed in. */
export function channelOf(
  c: Context<AppEnv>,
  id: ChannelId,
): Door<ReturnType<typeof channelStub>, ChannelId> {
  return { stub: channelStub(c, id), at: [id, c.var.trace] }
}

/** A conversation, by the same rule as a channel. */
export function ownConversation(
  c: Context<AppEnv>,
  id: ConversationId,
): OwnDoor<ReturnType<typeof conversationStub>, ConversationId> {
  return { stub: conversationStub(c, id), at: [id, c.var.trace, inboxOf(c.var.owner)] }
}

export function identityOf(c: Context<AppEnv>): Door<ReturnType<typeof identityStub>, RealmId> {
  return { stub: identityStub(c), at: [MAIN_REALM, c.var.trace] }
}

export function feedOf(c: Context<AppEnv>, id: FeedId): Door<ReturnType<typeof feedStub>, FeedId> {
  return { stub: feedStub(c, id), at: [id, c.var.trace] }
}

function inboxStub(c: Context<AppEnv>, id: InboxId) {
  return getStub(c.env.INBOX, id)
}

function routerStub(c: Context<AppEnv>, id: RouterId) {
  return getStub(c.env.ROUTER, id)
}

function identityStub(c: Context<AppEnv>) {
  return getStub(c.env.IDENTITY, MAIN_REALM)
}

function feedStub(c: Context<AppEnv>, id: FeedId) {
  return getStub(c.env.FEED, id)
}

function channelStub(c: Context<AppEnv>, id: ChannelId) {
  return getStub(c.env.CHANNEL, id)
}

function conversationStub(c: Context<AppEnv>, id: ConversationId) {
  return getStub(c.env.CONVERSATION, id)
}
