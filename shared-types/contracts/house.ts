import type { ChannelContract } from './channel.ts'
import type { ConversationContract } from './conversation.ts'
import type { DirectoryContract } from './directory.ts'
import type { FeedContract } from './feed.ts'
import type { IdentityContract, PasswordHasherContract } from './identity.ts'
import type { InboxContract } from './inbox.ts'
import type { InboxMessagesContract } from './inbox-messages.ts'
import type { FeedPreviewerContract } from './previewer.ts'
import type { RouterContract } from './router.ts'
import type { WorkersAiContract } from './workers-ai.ts'

/**
 * The actor host as Workers see it: its classes and entries, as contracts. `wrangler types` reads it through
 * house.jsonc, so a generated Env is typed by contracts and no Worker ever sees an actor's code. The generator
 * counts runtime exports only, hence an empty class merged with each interface.
 */
export interface ChannelActor extends ChannelContract {}
export abstract class ChannelActor {}

export interface ConversationActor extends ConversationContract {}
export abstract class ConversationActor {}

export interface DirectoryActor extends DirectoryContract {}
export abstract class DirectoryActor {}

export interface FeedActor extends FeedContract {}
export abstract class FeedActor {}

export interface IdentityActor extends IdentityContract {}
export abstract class IdentityActor {}

export interface InboxActor extends InboxContract, InboxMessagesContract {}
export abstract class InboxActor {}

export interface RouterActor extends RouterContract {}
export abstract class RouterActor {}

export interface FeedPreviewer extends FeedPreviewerContract {}
export class FeedPreviewer {}

export interface PasswordHasher extends PasswordHasherContract {}
export class PasswordHasher {}

export interface WorkersAi extends WorkersAiContract {}
export class WorkersAi {}
