import { WorkerEntrypoint } from 'cloudflare:workers'
import type { RegistrationMode } from '@switchboard/shared-types/api/account'
import type { ChannelQuery, FeedQuery, PageQuery } from '@switchboard/shared-types/api/admin'
import type { Admin, AdminContract } from '@switchboard/shared-types/contracts/admin'
import { AUDIT_DIRECTORY } from '@switchboard/shared-types/contracts/directory'
import { MAIN_REALM } from '@switchboard/shared-types/contracts/identity'
import { getStub } from '@switchboard/shared-types/door'
import type { ChannelId, DeadLetterId, FeedId, PersonId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { ask } from './ask.ts'
import { asAdmin, audited } from './audited.ts'
import { auditOf, identityOf } from './house.ts'
import { pauseChannel } from './channels/pause-channel.ts'
import { listChannels, listFeeds, listLetters } from './paging/lists.ts'
import { describePerson } from './people/details.ts'
import { replayLetter } from './replay/replay.ts'
import { RealmRouter } from './router/realm-router.ts'

type Reply<M extends keyof AdminContract> = ReturnType<AdminContract[M]>

const IDENTITY = 'the identity actor'
const AUDIT = 'the audit log'
/** A refetch takes as long as the publisher's server takes, at most the 30 s of the guarded fetch per redirect. */
const FETCH_PATIENCE_MS = 60_000

/** What admins may see and do. Owns nothing: it asks the actors, after writing down what is about to be done. */
export class AdminEntry extends WorkerEntrypoint<AdminEnv> implements AdminContract {
  // People

  people(trace: Trace, admin: Admin, query: PageQuery): Reply<'people'> {
    return asAdmin(this.env, trace, admin, (inner) =>
      ask(inner, IDENTITY, () => identityOf(this.env).people(MAIN_REALM, inner, query)),
    )
  }

  /** Reading about one person is written down as well. */
  person(trace: Trace, admin: Admin, person: PersonId): Reply<'person'> {
    return audited(this.env, trace, admin, { act: 'person.read', subject: person }, (inner) =>
      describePerson(this.env, inner, person),
    )
  }

  suspend(trace: Trace, admin: Admin, person: PersonId): Reply<'suspend'> {
    return audited(this.env, trace, admin, { act: 'person.suspend', subject: person }, (inner) =>
      ask(inner, IDENTITY, () => identityOf(this.env).suspend(MAIN_REALM, inner, person)),
    )
  }

  restore(trace: Trace, admin: Admin, person: PersonId): Reply<'restore'> {
    return audited(this.env, trace, admin, { act: 'person.restore', subject: person }, (inner) =>
      ask(inner, IDENTITY, () => identityOf(this.env).restore(MAIN_REALM, inner, person)),
    )
  }

  deletePerson(trace: Trace, admin: Admin, person: PersonId): Reply<'deletePerson'> {
    return audited(this.env, trace, admin, { act: 'person.delete', subject: person }, (inner) =>
      ask(inner, IDENTITY, () => identityOf(this.env).deletePerson(MAIN_REALM, inner, person)),
    )
  }

  // Sign-up

  setRegistration(trace: Trace, admin: Admin, mode: RegistrationMode): Reply<'setRegistration'> {
    return audited(this.env, trace, admin, { act: 'registration.set', subject: mode }, (inner) =>
      ask(inner, IDENTITY, () => identityOf(this.env).setRegistration(MAIN_REALM, inner, mode)),
    )
  }

  invite(trace: Trace, admin: Admin): Reply<'invite'> {
    return audited(this.env, trace, admin, { act: 'invitation.create', subject: MAIN_REALM }, (inner) =>
      ask(inner, IDENTITY, () => identityOf(this.env).invite(MAIN_REALM, inner)),
    )
  }

  // Feeds

  feeds(trace: Trace, admin: Admin, query: FeedQuery): Reply<'feeds'> {
    return asAdmin(this.env, trace, admin, (inner) => listFeeds(this.env, inner, query))
  }

  pauseFeed(trace: Trace, admin: Admin, feed: FeedId): Reply<'pauseFeed'> {
    return audited(this.env, trace, admin, { act: 'feed.pause', subject: feed }, (inner) =>
      ask(inner, feed, () => getStub(this.env.FEED, feed).pause(feed, inner)),
    )
  }

  resumeFeed(trace: Trace, admin: Admin, feed: FeedId): Reply<'resumeFeed'> {
    return audited(this.env, trace, admin, { act: 'feed.resume', subject: feed }, (inner) =>
      ask(inner, feed, () => getStub(this.env.FEED, feed).resume(feed, inner)),
    )
  }

  refetchFeed(trace: Trace, admin: Admin, feed: FeedId): Reply<'refetchFeed'> {
    return audited(this.env, trace, admin, { act: 'feed.refetch', subject: feed }, (inner) =>
      ask(inner, feed, () => getStub(this.env.FEED, feed).refresh(feed, inner), FETCH_PATIENCE_MS),
    )
  }

  // Channels

  channels(trace: Trace, admin: Admin, query: ChannelQuery): Reply<'channels'> {
    return asAdmin(this.env, trace, admin, (inner) => listChannels(this.env, inner, query))
  }

  pauseChannel(trace: Trace, admin: Admin, channel: ChannelId): Reply<'pauseChannel'> {
    return audited(this.env, trace, admin, { act: 'channel.pause', subject: channel }, (inner) =>
      pauseChannel(this.env, inner, channel, true),
    )
  }

  resumeChannel(trace: Trace, admin: Admin, channel: ChannelId): Reply<'resumeChannel'> {
    return audited(this.env, trace, admin, { act: 'channel.resume', subject: channel }, (inner) =>
      pauseChannel(this.env, inner, channel, false),
    )
  }

  // Dead letters

  deadLetters(trace: Trace, admin: Admin, query: PageQuery): Reply<'deadLetters'> {
    return asAdmin(this.env, trace, admin, (inner) => listLetters(this.env, inner, query))
  }

  replayDeadLetter(trace: Trace, admin: Admin, letter: DeadLetterId): Reply<'replayDeadLetter'> {
    return audited(this.env, trace, admin, { act: 'dead_letter.replay', subject: letter }, (inner) =>
      replayLetter(this.env, inner, letter),
    )
  }

  // Shared models

  realmRouter(trace: Trace, admin: Admin): Reply<'realmRouter'> {
    return asAdmin(this.env, trace, admin, async () => ok(new RealmRouter(this.env, admin)))
  }

  // The audit log

  audit(trace: Trace, admin: Admin, query: PageQuery): Reply<'audit'> {
    return asAdmin(this.env, trace, admin, (inner) =>
      ask(inner, AUDIT, () => auditOf(this.env).audit(AUDIT_DIRECTORY, inner, query)),
    )
  }

  verifyAudit(trace: Trace, admin: Admin): Reply<'verifyAudit'> {
    return asAdmin(this.env, trace, admin, (inner) =>
      ask(inner, AUDIT, async () => ok(await auditOf(this.env).verifyAudit(AUDIT_DIRECTORY, inner))),
    )
  }
}
