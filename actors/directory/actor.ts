import { Actor } from '@switchboard/kernel/actor'
import { AppliedCalls } from '@switchboard/kernel/dedupe/applied-calls'
import type {
  ChannelQuery,
  ChannelRow,
  DeadLetter,
  FeedQuery,
  FeedRow,
  PageQuery,
} from '@switchboard/shared-types/api/admin'
import type { DirectoryContract } from '@switchboard/shared-types/contracts/directory'
import type { ChannelId, DirectoryId, FeedId, PersonId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { appendOnce } from './audit/append-once.ts'
import { AuditLog } from './audit/audit-log.ts'
import { findChannel, forgetChannel, listChannels, reportChannel } from './channels/channel-registry.ts'
import {
  findDeadLetter,
  forgetDeadLetter,
  listDeadLetters,
  reportDeadLetter,
} from './dead-letters/letter-index.ts'
import { forgetFeed, listFeeds, reportFeed } from './feeds/feed-registry.ts'
import migrations from './migrations/migrations.js'

type Answer<M extends keyof DirectoryContract> = ReturnType<DirectoryContract[M]>

/**
 * One per shard of the registry, and one for the audit log, addressed by the shard's id. Owns the index of feeds,
 * channels and dead letters. Written by feeds, channels and every actor's outbox, read by the admin Worker alone.
 */
export class DirectoryActor extends Actor<DirectoryId> implements DirectoryContract {
  readonly #audit: AuditLog
  readonly #applied: AppliedCalls

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, () => ({ kind: 'directory', migrations, jobs: {}, routes: {} }))
    this.#audit = new AuditLog(this.db, ctx.storage.kv)
    this.#applied = new AppliedCalls(this.db)
  }

  // Called by feeds

  reportFeed(id: DirectoryId, trace: Trace, report: FeedRow): Answer<'reportFeed'> {
    return this.#write(id, trace, () => reportFeed(this.db, report))
  }

  forgetFeed(id: DirectoryId, trace: Trace, feed: FeedId): Answer<'forgetFeed'> {
    return this.#write(id, trace, () => forgetFeed(this.db, feed))
  }

  // Called by channels

  reportChannel(id: DirectoryId, trace: Trace, report: ChannelRow): Answer<'reportChannel'> {
    return this.#write(id, trace, () => reportChannel(this.db, report))
  }

  forgetChannel(id: DirectoryId, trace: Trace, channel: ChannelId): Answer<'forgetChannel'> {
    return this.#write(id, trace, () => forgetChannel(this.db, channel))
  }

  // Called by the outbox of every actor

  reportDeadLetter(id: DirectoryId, trace: Trace, letter: DeadLetter): Answer<'reportDeadLetter'> {
    return this.#write(id, trace, () => reportDeadLetter(this.db, letter))
  }

  forgetDeadLetter(id: DirectoryId, trace: Trace, letter: string): Answer<'forgetDeadLetter'> {
    return this.#write(id, trace, () => forgetDeadLetter(this.db, letter))
  }

  // Called by the admin Worker

  feeds(id: DirectoryId, trace: Trace, query: FeedQuery): Answer<'feeds'> {
    return this.call(id, trace, () => listFeeds(this.db, query))
  }

  channels(id: DirectoryId, trace: Trace, query: ChannelQuery): Answer<'channels'> {
    return this.call(id, trace, () => listChannels(this.db, query))
  }

  findChannel(id: DirectoryId, trace: Trace, channel: ChannelId): Answer<'findChannel'> {
    return this.call(id, trace, () => findChannel(this.db, channel))
  }

  listDeadLetters(id: DirectoryId, trace: Trace, query: PageQuery): Answer<'listDeadLetters'> {
    return this.call(id, trace, () => listDeadLetters(this.db, query))
  }

  findDeadLetter(id: DirectoryId, trace: Trace, letter: string): Answer<'findDeadLetter'> {
    return this.call(id, trace, () => findDeadLetter(this.db, letter))
  }

  appendAudit(
    id: DirectoryId,
    trace: Trace,
    { key, ...entry }: { key: string; by: PersonId; act: string; subject: string },
  ): Answer<'appendAudit'> {
    return this.call(id, trace, async ({ requestId }) =>
      ok(
        await this.commits.write(() =>
          appendOnce(this.#audit, this.#applied, key, { ...entry, requestId }, new Date()),
        ),
      ),
    )
  }

  audit(id: DirectoryId, trace: Trace, query: PageQuery): Answer<'audit'> {
    return this.call(id, trace, () => this.#audit.page(query))
  }

  verifyAudit(id: DirectoryId, trace: Trace): Answer<'verifyAudit'> {
    return this.call(id, trace, () => this.#audit.verify())
  }

  #write(id: DirectoryId, trace: Trace, change: () => void) {
    return this.call(id, trace, async () => {
      await this.commits.write(change)
      return ok(null)
    })
  }
}
