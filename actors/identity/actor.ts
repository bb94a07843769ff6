import { Actor } from '@switchboard/kernel/actor'
import { readConfig } from '@switchboard/kernel/config'
import type {
  ChangeEmail,
  ChangePassword,
  Registration,
  RegistrationMode,
  SignIn,
  SignUp,
} from '@switchboard/shared-types/api/account'
import type { PageQuery } from '@switchboard/shared-types/api/admin'
import type { Client, IdentityContract } from '@switchboard/shared-types/contracts/identity'
import type { ChangeRole, GroupName, JoinGroup } from '@switchboard/shared-types/api/groups'
import type { GroupAct } from '@switchboard/shared-types/contracts/identity-groups'
import type { GroupInvitationId, PersonId, RealmId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { deleteAccount } from './accounts/deletion.ts'
import { changeEmail } from './accounts/email.ts'
import { changePassword } from './accounts/password.ts'
import { cleanUp, nextCleanUp } from './clean-up.ts'
import { deleteGroup, groupDeletionRoutes } from './groups/deletion.ts'
import { forgettingRoutes } from './groups/forgetting.ts'
import { createGroup, listGroups, renameGroup } from './groups/groups.ts'
import { inviteToGroup, listGroupInvitations, revokeGroupInvitation } from './groups/invitations.ts'
import { joinGroup } from './groups/join.ts'
import { changeRole, listMembers, removeMember } from './groups/members.ts'
import migrations from './migrations/migrations.js'
import { deletePerson, deletionRoutes } from './people/deletion.ts'
import { describePerson, listPeople } from './people/people.ts'
import { restore, suspend, suspensionRoutes } from './people/suspension.ts'
import { openRealm } from './realm.ts'
import type { Realm } from './realm.ts'
import { createInvitation } from './registration/invitations.ts'
import { readRegistration, storeRegistration } from './registration/mode.ts'
import { signUp } from './registration/sign-up.ts'
import { continueSession } from './sessions/continuation.ts'
import { revokeOtherSessions, revokeSession, signOut } from './sessions/endings.ts'
import { listSessions } from './sessions/sessions.ts'
import { signIn } from './sessions/sign-in.ts'
import { socketRoutes } from './sessions/sockets.ts'

const CLEAN_UP = 'clean-up'

type Answer<M extends keyof IdentityContract> = ReturnType<IdentityContract[M]>

/**
 * One per realm, addressed by its id. Owns accounts, credentials, sessions, groups and invitations. Called by the edge to sign
 * in and to change an account, and by the admin Worker; never on an ordinary request.
 */
export class IdentityActor extends Actor<RealmId> implements IdentityContract {
  readonly #realm: Realm

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    super(ctx, env, ({ db }) => ({
      kind: 'identity',
      migrations,
      jobs: { [CLEAN_UP]: { run: async (trace) => this.#cleanUp(trace) } },
      routes: {
        ...socketRoutes(env),
        ...suspensionRoutes(env),
        ...deletionRoutes(env, db),
        ...groupDeletionRoutes(env),
        ...forgettingRoutes(env),
      },
    }))
    this.#realm = openRealm({
      db: this.db,
      storage: ctx.storage,
      passwords: env.PASSWORDS,
      config: readConfig(env),
      send: (kind, target, body, trace) => this.mail.send(kind, target, body, trace),
    })
  }

  registration(id: RealmId, trace: Trace): Promise<Registration> {
    return this.call(id, trace, () => readRegistration(this.#realm))
  }

  signUp(id: RealmId, trace: Trace, input: SignUp & { client: Client }): Answer<'signUp'> {
    return this.call(id, trace, () => this.#tidyLater(signUp(this.#realm, input)))
  }

  signIn(id: RealmId, trace: Trace, input: SignIn & { client: Client }): Answer<'signIn'> {
    return this.call(id, trace, () => this.#tidyLater(signIn(this.#realm, input)))
  }

  signOut(id: RealmId, trace: Trace, sessionToken: string): Answer<'signOut'> {
    return this.call(id, trace, (inner) => signOut(this.#realm, sessionToken, inner))
  }

  session(id: RealmId, trace: Trace, sessionToken: string): Answer<'session'> {
    return this.call(id, trace, () => continueSession(this.#realm, sessionToken))
  }

  changePassword(
    id: RealmId,
    trace: Trace,
    input: ChangePassword & { sessionToken: string },
  ): Answer<'changePassword'> {
    return this.call(id, trace, (inner) => changePassword(this.#realm, input, inner))
  }

  changeEmail(
    id: RealmId,
    trace: Trace,
    input: ChangeEmail & { sessionToken: string },
  ): Answer<'changeEmail'> {
    return this.call(id, trace, () => changeEmail(this.#realm, input))
  }

  sessions(id: RealmId, trace: Trace, sessionToken: string): Answer<'sessions'> {
    return this.call(id, trace, () => listSessions(this.#realm, sessionToken))
  }

  revokeSession(
    id: RealmId,
    trace: Trace,
    input: { sessionToken: string; sessionId: string },
  ): Answer<'revokeSession'> {
    return this.call(id, trace, (inner) => revokeSession(this.#realm, input, inner))
  }

  revokeOtherSessions(id: RealmId, trace: Trace, sessionToken: string): Answer<'revokeOtherSessions'> {
    return this.call(id, trace, (inner) => revokeOtherSessions(this.#realm, sessionToken, inner))
  }

  deleteAccount(
    id: RealmId,
    trace: Trace,
    input: { sessionToken: string; password: string },
  ): Answer<'deleteAccount'> {
    return this.call(id, trace, (inner) => this.#tidyLater(deleteAccount(this.#realm, input, inner)))
  }

  groups(id: RealmId, trace: Trace, sessionToken: string): Answer<'groups'> {
    return this.call(id, trace, () => listGroups(this.#realm, sessionToken))
  }

  createGroup(id: RealmId, trace: Trace, input: GroupName & { sessionToken: string }): Answer<'createGroup'> {
    return this.call(id, trace, () => createGroup(this.#realm, input))
  }

  renameGroup(id: RealmId, trace: Trace, input: GroupAct & GroupName): Answer<'renameGroup'> {
    return this.call(id, trace, () => renameGroup(this.#realm, input))
  }

  deleteGroup(id: RealmId, trace: Trace, input: GroupAct): Answer<'deleteGroup'> {
    return this.call(id, trace, (inner) => this.#tidyLater(deleteGroup(this.#realm, input, inner)))
  }

  groupMembers(id: RealmId, trace: Trace, input: GroupAct): Answer<'groupMembers'> {
    return this.call(id, trace, () => listMembers(this.#realm, input))
  }

  changeRole(
    id: RealmId,
    trace: Trace,
    input: GroupAct & ChangeRole & { person: PersonId },
  ): Answer<'changeRole'> {
    return this.call(id, trace, () => changeRole(this.#realm, input))
  }

  removeMember(id: RealmId, trace: Trace, input: GroupAct & { person: PersonId }): Answer<'removeMember'> {
    return this.call(id, trace, (inner) => this.#tidyLater(removeMember(this.#realm, input, inner)))
  }

  groupInvitations(id: RealmId, trace: Trace, input: GroupAct): Answer<'groupInvitations'> {
    return this.call(id, trace, () => listGroupInvitations(this.#realm, input))
  }

  inviteToGroup(id: RealmId, trace: Trace, input: GroupAct): Answer<'inviteToGroup'> {
    return this.call(id, trace, () => this.#tidyLater(inviteToGroup(this.#realm, input)))
  }

  revokeGroupInvitation(
    id: RealmId,
    trace: Trace,
    input: GroupAct & { invitation: GroupInvitationId },
  ): Answer<'revokeGroupInvitation'> {
    return this.call(id, trace, () => revokeGroupInvitation(this.#realm, input))
  }

  joinGroup(id: RealmId, trace: Trace, input: JoinGroup & { sessionToken: string }): Answer<'joinGroup'> {
    return this.call(id, trace, () => joinGroup(this.#realm, input))
  }

  people(id: RealmId, trace: Trace, query: PageQuery): Answer<'people'> {
    return this.call(id, trace, () => listPeople(this.db, query))
  }

  person(id: RealmId, trace: Trace, person: PersonId): Answer<'person'> {
    return this.call(id, trace, () => describePerson(this.db, person))
  }

  suspend(id: RealmId, trace: Trace, person: PersonId): Answer<'suspend'> {
    return this.call(id, trace, (inner) => suspend(this.#realm, person, inner))
  }

  restore(id: RealmId, trace: Trace, person: PersonId): Answer<'restore'> {
    return this.call(id, trace, (inner) => restore(this.#realm, person, inner))
  }

  deletePerson(id: RealmId, trace: Trace, person: PersonId): Answer<'deletePerson'> {
    return this.call(id, trace, (inner) => this.#tidyLater(deletePerson(this.#realm, person, inner)))
  }

  setRegistration(id: RealmId, trace: Trace, mode: RegistrationMode): Answer<'setRegistration'> {
    return this.call(id, trace, () => {
      storeRegistration(this.db, mode)
      return ok(null)
    })
  }

  invite(id: RealmId, trace: Trace): Answer<'invite'> {
    return this.call(id, trace, () => this.#tidyLater(ok(createInvitation(this.db))))
  }

  /** Makes sure that what a call has left behind to expire is cleaned up one day. */
  async #tidyLater<T>(answer: T | Promise<T>): Promise<T> {
    const settled = await answer
    if (this.jobs.scheduledFor(CLEAN_UP) === null) this.#scheduleCleanUp()
    return settled
  }

  #cleanUp(trace: Trace): void {
    if (cleanUp(this.#realm, trace, new Date())) this.#scheduleCleanUp()
  }

  #scheduleCleanUp(): void {
    this.jobs.schedule(CLEAN_UP, nextCleanUp(Date.now(), Math.random()))
  }
}
