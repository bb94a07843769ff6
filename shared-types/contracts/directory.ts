import type {
  AuditEntry,
  AuditPage,
  AuditVerdict,
  ChannelPage,
  ChannelQuery,
  ChannelRow,
  DeadLetter,
  DeadLetterPage,
  FeedPage,
  FeedQuery,
  FeedRow,
  PageQuery,
} from '../api/admin.ts'
import type { ChannelId, DirectoryId, FeedId, PersonId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { ActorContract } from './actor.ts'

/** How many shards hold the registry. Fixed: an id's shard is its hash modulo this. */
export const DIRECTORY_SHARDS = 8

/** The shard that holds the audit log: one chain for the whole house. */
export const AUDIT_DIRECTORY: DirectoryId = 'dir_audit'

/** @returns the shard that registers the actor of this id (FNV-1a over the id). */
export function directoryOf(actorId: string): DirectoryId {
  let hash = 0x811c9dc5
  for (const char of actorId) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  return directoryShard((hash >>> 0) % DIRECTORY_SHARDS)
}

export function directoryShard(shard: number): DirectoryId {
  return `dir_${shard}`
}

/** Sharded registry. Written by actors through their outbox, read by the admin Worker only. */
export interface DirectoryContract extends ActorContract<DirectoryId> {
  reportFeed(id: DirectoryId, trace: Trace, report: FeedRow): Promise<Result<null>>
  forgetFeed(id: DirectoryId, trace: Trace, feed: FeedId): Promise<Result<null>>
  feeds(id: DirectoryId, trace: Trace, query: FeedQuery): Promise<Result<FeedPage, 'cursor.invalid'>>
  reportChannel(id: DirectoryId, trace: Trace, report: ChannelRow): Promise<Result<null>>
  forgetChannel(id: DirectoryId, trace: Trace, channel: ChannelId): Promise<Result<null>>
  channels(id: DirectoryId, trace: Trace, query: ChannelQuery): Promise<Result<ChannelPage, 'cursor.invalid'>>
  findChannel(
    id: DirectoryId,
    trace: Trace,
    channel: ChannelId,
  ): Promise<Result<ChannelRow, 'channel.not_found'>>
  reportDeadLetter(id: DirectoryId, trace: Trace, letter: DeadLetter): Promise<Result<null>>
  forgetDeadLetter(id: DirectoryId, trace: Trace, letter: string): Promise<Result<null>>
  listDeadLetters(
    id: DirectoryId,
    trace: Trace,
    query: PageQuery,
  ): Promise<Result<DeadLetterPage, 'cursor.invalid'>>
  findDeadLetter(
    id: DirectoryId,
    trace: Trace,
    letter: string,
  ): Promise<Result<DeadLetter, 'dead_letter.not_found'>>
  /** `key` names this doing of the act: a repeat of the call appends nothing. Never the client's request id. */
  appendAudit(
    id: DirectoryId,
    trace: Trace,
    entry: { key: string; by: PersonId; act: string; subject: string },
  ): Promise<Result<AuditEntry>>
  audit(id: DirectoryId, trace: Trace, query: PageQuery): Promise<Result<AuditPage, 'cursor.invalid'>>
  verifyAudit(id: DirectoryId, trace: Trace): Promise<AuditVerdict>
}
