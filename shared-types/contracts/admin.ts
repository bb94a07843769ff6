import type { RegistrationMode } from '../api/account.ts'
import type {
  AuditPage,
  AuditVerdict,
  ChannelPage,
  ChannelQuery,
  DeadLetterPage,
  FeedPage,
  FeedQuery,
  Invitation,
  PageQuery,
  PersonDetails,
  PersonPage,
} from '../api/admin.ts'
import type { ErrorCode } from '../errors.ts'
import type { ChannelId, DeadLetterId, FeedId, PersonId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { RouterSettings } from './router.ts'

/** Who asks: the edge has checked that this person is an admin; the audit log names them. */
export interface Admin {
  readonly person: PersonId
}

/**
 * The realm's router in an admin's hands, whatever router is named. Each act is in the audit log before it is done; one
 * that can not be written down is answered `actor.unavailable`.
 */
export interface RealmRouterContract extends RouterSettings, Rpc.RpcTargetBranded {}

/** RPC only, reached by the edge's service binding. Every act is in the audit log before it is done. */
export interface AdminContract extends Rpc.WorkerEntrypointBranded {
  people(trace: Trace, admin: Admin, query: PageQuery): Promise<Result<PersonPage, ErrorCode>>
  person(trace: Trace, admin: Admin, person: PersonId): Promise<Result<PersonDetails, ErrorCode>>
  suspend(trace: Trace, admin: Admin, person: PersonId): Promise<Result<null, ErrorCode>>
  restore(trace: Trace, admin: Admin, person: PersonId): Promise<Result<null, ErrorCode>>
  deletePerson(trace: Trace, admin: Admin, person: PersonId): Promise<Result<null, ErrorCode>>
  setRegistration(trace: Trace, admin: Admin, mode: RegistrationMode): Promise<Result<null, ErrorCode>>
  invite(trace: Trace, admin: Admin): Promise<Result<Invitation, ErrorCode>>
  feeds(trace: Trace, admin: Admin, query: FeedQuery): Promise<Result<FeedPage, ErrorCode>>
  pauseFeed(trace: Trace, admin: Admin, feed: FeedId): Promise<Result<null, ErrorCode>>
  resumeFeed(trace: Trace, admin: Admin, feed: FeedId): Promise<Result<null, ErrorCode>>
  refetchFeed(
    trace: Trace,
    admin: Admin,
    feed: FeedId,
  ): Promise<Result<{ newItems: number; outcome: string }, ErrorCode>>
  channels(trace: Trace, admin: Admin, query: ChannelQuery): Promise<Result<ChannelPage, ErrorCode>>
  pauseChannel(trace: Trace, admin: Admin, channel: ChannelId): Promise<Result<null, ErrorCode>>
  resumeChannel(trace: Trace, admin: Admin, channel: ChannelId): Promise<Result<null, ErrorCode>>
  deadLetters(trace: Trace, admin: Admin, query: PageQuery): Promise<Result<DeadLetterPage, ErrorCode>>
  replayDeadLetter(trace: Trace, admin: Admin, letter: DeadLetterId): Promise<Result<null, ErrorCode>>
  /** For this one request. */
  realmRouter(trace: Trace, admin: Admin): Promise<Result<RealmRouterContract, ErrorCode>>
  audit(trace: Trace, admin: Admin, query: PageQuery): Promise<Result<AuditPage, ErrorCode>>
  verifyAudit(trace: Trace, admin: Admin): Promise<Result<AuditVerdict, ErrorCode>>
}
