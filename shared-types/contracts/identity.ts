import type {
  ChangeEmail,
  ChangePassword,
  Person,
  Registration,
  RegistrationMode,
  SessionInfo,
  SignIn,
  SignUp,
} from '../api/account.ts'
import type { Invitation, PageQuery, PersonPage, PersonRow } from '../api/admin.ts'
import type { GroupRole } from '../api/groups.ts'
import type { GroupId, PersonId, RealmId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { ActorContract } from './actor.ts'
import type { IdentityGroupsContract } from './identity-groups.ts'

/** The one realm of a house. */
export const MAIN_REALM: RealmId = 'realm_main'

/** Where a request comes from, for the session list and the attempt limits. */
export interface Client {
  readonly ipAddress: string | null
  readonly userAgent: string | null
}

/** What the edge signs into the claims cookie; `sessionToken` is the long-lived secret cookie. */
export interface SignedIn {
  readonly person: Person
  /** The groups that the person is a member of, and as what. */
  readonly groups: Readonly<Record<GroupId, GroupRole>>
  readonly sessionId: string
  readonly sessionToken: string
  readonly expiresAt: string
}

type SignInError = 'auth.invalid_credentials' | 'auth.suspended' | 'auth.rate_limited'
type SignUpError =
  | 'auth.email_taken'
  | 'auth.registration_closed'
  | 'auth.invitation_invalid'
  | 'auth.rate_limited'
  | 'auth.weak_password'

/** One per realm. Reached to sign in and to change an account, never on an ordinary request. */
export interface IdentityContract extends ActorContract<RealmId>, IdentityGroupsContract {
  registration(id: RealmId, trace: Trace): Promise<Registration>
  signUp(
    id: RealmId,
    trace: Trace,
    input: SignUp & { client: Client },
  ): Promise<Result<SignedIn, SignUpError>>
  signIn(
    id: RealmId,
    trace: Trace,
    input: SignIn & { client: Client },
  ): Promise<Result<SignedIn, SignInError>>
  signOut(id: RealmId, trace: Trace, sessionToken: string): Promise<Result<null>>
  /** Looks the session up anew, when the edge's signed claims have run out. */
  session(
    id: RealmId,
    trace: Trace,
    sessionToken: string,
  ): Promise<Result<SignedIn, 'auth.required' | 'auth.suspended'>>
  changePassword(
    id: RealmId,
    trace: Trace,
    input: ChangePassword & { sessionToken: string },
  ): Promise<
    Result<null, 'auth.required' | 'auth.invalid_credentials' | 'auth.rate_limited' | 'auth.weak_password'>
  >
  changeEmail(
    id: RealmId,
    trace: Trace,
    input: ChangeEmail & { sessionToken: string },
  ): Promise<
    Result<Person, 'auth.required' | 'auth.invalid_credentials' | 'auth.email_taken' | 'auth.rate_limited'>
  >
  sessions(id: RealmId, trace: Trace, sessionToken: string): Promise<Result<SessionInfo[], 'auth.required'>>
  revokeSession(
    id: RealmId,
    trace: Trace,
    input: { sessionToken: string; sessionId: string },
  ): Promise<Result<null, 'auth.required' | 'session.not_found'>>
  revokeOtherSessions(id: RealmId, trace: Trace, sessionToken: string): Promise<Result<null, 'auth.required'>>
  deleteAccount(
    id: RealmId,
    trace: Trace,
    input: { sessionToken: string; password: string },
  ): Promise<
    Result<null, 'auth.required' | 'auth.invalid_credentials' | 'auth.rate_limited' | 'person.last_admin'>
  >

  people(id: RealmId, trace: Trace, query: PageQuery): Promise<Result<PersonPage, 'cursor.invalid'>>
  person(
    id: RealmId,
    trace: Trace,
    person: PersonId,
  ): Promise<Result<PersonRow & { sessions: number }, 'person.not_found'>>
  /** Ends every session and refuses new ones until restored. */
  suspend(
    id: RealmId,
    trace: Trace,
    person: PersonId,
  ): Promise<Result<null, 'person.not_found' | 'person.last_admin'>>
  restore(id: RealmId, trace: Trace, person: PersonId): Promise<Result<null, 'person.not_found'>>
  /** Ends every session, empties every actor of the person, then removes the account; resumes after a crash. */
  deletePerson(
    id: RealmId,
    trace: Trace,
    person: PersonId,
  ): Promise<Result<null, 'person.not_found' | 'person.last_admin'>>
  setRegistration(id: RealmId, trace: Trace, mode: RegistrationMode): Promise<Result<null>>
  invite(id: RealmId, trace: Trace): Promise<Result<Invitation>>
}

/** The stateless entry that hashes, so that sign-ins do not queue behind each other inside the identity actor. */
export interface PasswordHasherContract extends Rpc.WorkerEntrypointBranded {
  hash(password: string): Promise<string>
  verify(password: string, hash: string): Promise<boolean>
}
