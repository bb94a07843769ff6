import { runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GroupRole } from '@switchboard/shared-types/api/groups'
import { newId } from '@switchboard/shared-types/ids'
import type { GroupId, PersonId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import { deletePerson } from '../people/deletion.ts'
import { restore, suspend } from '../people/suspension.ts'
import { openRealm } from '../realm.ts'
import type { Realm } from '../realm.ts'
import { people, sessions } from '../schema.ts'
import { findActiveSession, toSignedIn } from '../sessions/sessions.ts'
import { digest } from '../sessions/token.ts'
import { House, codeOf } from '../testing/house.ts'
import { deleteGroup } from './deletion.ts'
import { createGroup } from './groups.ts'
import { inviteToGroup } from './invitations.ts'
import { joinGroup } from './join.ts'
import { changeRole, removeMember } from './members.ts'

const trace = startTrace('test')
const PEOPLE = 3

type Act =
  | { readonly kind: 'found' | 'suspend' | 'restore' | 'erase'; readonly by: number }
  | { readonly kind: 'admit' | 'remove'; readonly by: number; readonly whom: number; readonly group: number }
  | {
      readonly kind: 'promote' | 'demote'
      readonly by: number
      readonly whom: number
      readonly group: number
    }
  | { readonly kind: 'dissolve'; readonly by: number; readonly group: number }

const person = fc.nat(PEOPLE - 1)
const group = fc.nat(1)
const between = { by: person, whom: person, group }
const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('found' as const), by: person }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('admit' as const), ...between }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('remove' as const), ...between }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('promote', 'demote'), ...between }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dissolve' as const), by: person, group }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('suspend', 'restore'), by: person }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), by: person }) },
)

type Members = Map<number, GroupRole>

/** What should be so: the members of each group in the order in which they joined, and who may act. */
class Model {
  readonly groups: Members[] = []
  readonly status = Array.from({ length: PEOPLE }, () => 'active')

  isActive(who: number): boolean {
    return this.status[who] === 'active'
  }

  roleOf(who: number, at: number): GroupRole | undefined {
    return this.groups[at]?.get(who)
  }

  isOnlyOwner(who: number, at: number): boolean {
    return this.roleOf(who, at) === 'owner' && this.#owners(at).length === 1
  }

  /** Somebody goes whom nobody can stop: an heir takes over. */
  go(who: number, at: number): void {
    const members = this.groups[at]
    const isBereft = this.isOnlyOwner(who, at)
    members?.delete(who)
    const [heir] = members?.keys() ?? []
    if (isBereft && heir !== undefined) members?.set(heir, 'owner')
  }

  #owners(at: number): number[] {
    return [...(this.groups[at] ?? [])].filter(([, role]) => role === 'owner').map(([who]) => who)
  }
}

class Run {
  readonly model = new Model()
  readonly #realm: Realm
  readonly #people: PersonId[]
  readonly #groups: GroupId[] = []
  #clock = Date.now()

  constructor(realm: Realm) {
    this.#realm = realm
    this.#people = Array.from({ length: PEOPLE }, () => newId('per'))
    for (const id of this.#people) {
      const now = new Date()
      const row = {
        id,
        name: 'x',
        email: `${id}@example.com`,
        emailVerified: false,
        createdAt: now,
        updatedAt: now,
      }
      realm.db.insert(people).values(row).run()
      this.#signIn(id)
    }
  }

  /** Does it in both, and holds the answers against each other. */
  do(act: Act): void {
    const expected = this.#expect(act)
    expect(this.#perform(act), JSON.stringify(act)).toBe(expected)
  }

  check(): void {
    for (const [who, id] of this.#people.entries()) {
      const claims = findActiveSession(this.#realm.db, id)
      if (!this.model.isActive(who)) expect(claims).toBeUndefined()
      else if (claims === undefined) throw new Error('somebody lost their session')
      else expect(toSignedIn(this.#realm.db, claims, id).groups).toEqual(this.#rolesOf(who))
    }
    for (const members of this.model.groups) {
      if (members.size > 0) expect([...members.values()]).toContain('owner')
    }
  }

  #rolesOf(who: number): Record<string, GroupRole> {
    const roles: Record<string, GroupRole> = {}
    for (const [at, members] of this.model.groups.entries()) {
      const role = members.get(who)
      if (role !== undefined) roles[this.#groups[at] ?? ''] = role
    }
    return roles
  }

  #expect(act: Act): string {
    const { model } = this
    switch (act.kind) {
      case 'found':
        return this.#signedIn(act.by, () => {
          model.groups.push(new Map([[act.by, 'owner']]))
          return 'ok'
        })
      case 'admit':
        return this.#asOwner(act, () =>
          this.#signedIn(act.whom, () => {
            if (model.roleOf(act.whom, act.group) !== undefined) return 'group.already_member'
            model.groups[act.group]?.set(act.whom, 'member')
            return 'ok'
          }),
        )
      case 'remove':
        return act.by === act.whom
          ? this.#asMember(act, () => this.#leaves(act))
          : this.#asOwner(act, () => this.#leaves(act))
      case 'promote':
      case 'demote':
        return this.#asOwner(act, () => {
          if (model.roleOf(act.whom, act.group) === undefined) return 'member.not_found'
          if (act.kind === 'demote' && model.isOnlyOwner(act.whom, act.group)) return 'group.last_owner'
          model.groups[act.group]?.set(act.whom, act.kind === 'demote' ? 'member' : 'owner')
          return 'ok'
        })
      case 'dissolve':
        return this.#asOwner(act, () => {
          model.groups[act.group]?.clear()
          return 'ok'
        })
      case 'suspend':
        return this.#unlessGone(act.by, () => {
          if (model.isActive(act.by)) this.#departs(act.by, true)
          model.status[act.by] = 'suspended'
        })
      case 'restore':
        return this.#unlessGone(act.by, () => {
          model.status[act.by] = 'active'
        })
      case 'erase':
        if (model.status[act.by] !== 'gone') this.#departs(act.by, false)
        model.status[act.by] = 'gone'
        return 'ok'
    }
  }

  #leaves({ whom, group: at }: { readonly whom: number; readonly group: number }): string {
    const { model } = this
    if (model.roleOf(whom, at) === undefined) return 'member.not_found'
    if (model.groups[at]?.size !== 1 && model.isOnlyOwner(whom, at)) return 'group.last_owner'
    model.groups[at]?.delete(whom)
    return 'ok'
  }

  #departs(who: number, keepsOwn: boolean): void {
    for (const [at, members] of this.model.groups.entries()) {
      if (members.has(who) && !(keepsOwn && members.size === 1)) this.model.go(who, at)
    }
  }

  #signedIn(who: number, then: () => string): string {
    return this.model.isActive(who) ? then() : 'auth.required'
  }

  #asMember({ by, group: at }: { readonly by: number; readonly group: number }, then: () => string): string {
    return this.#signedIn(by, () => (this.model.roleOf(by, at) === undefined ? 'group.not_member' : then()))
  }

  #asOwner(act: { readonly by: number; readonly group: number }, then: () => string): string {
    return this.#asMember(act, () =>
      this.model.roleOf(act.by, act.group) === 'owner' ? then() : 'group.owner_only',
    )
  }

  #unlessGone(who: number, then: () => void): string {
    if (this.model.status[who] === 'gone') return 'person.not_found'
    then()
    return 'ok'
  }

  #perform(act: Act): string {
    const realm = this.#realm
    const who = this.#person(act.by)
    switch (act.kind) {
      case 'found': {
        const made = createGroup(realm, { sessionToken: who, name: 'x' }, this.#later())
        if (made.ok) this.#groups.push(made.value.id)
        return codeOf(made)
      }
      case 'admit': {
        const invitation = inviteToGroup(realm, this.#actOf(act))
        if (!invitation.ok) return codeOf(invitation)
        const join = { sessionToken: this.#person(act.whom), code: invitation.value.code }
        return codeOf(joinGroup(realm, join, this.#later()))
      }
      case 'remove':
        return codeOf(removeMember(realm, { ...this.#actOf(act), person: this.#person(act.whom) }, trace))
      case 'promote':
      case 'demote': {
        const role = act.kind === 'promote' ? 'owner' : 'member'
        return codeOf(changeRole(realm, { ...this.#actOf(act), person: this.#person(act.whom), role }))
      }
      case 'dissolve':
        return codeOf(deleteGroup(realm, this.#actOf(act), trace))
      case 'suspend':
        return codeOf(suspend(realm, who, trace))
      case 'restore': {
        const restored = restore(realm, who, trace)
        if (restored.ok && findActiveSession(realm.db, who) === undefined) this.#signIn(who)
        return codeOf(restored)
      }
      case 'erase':
        return codeOf(deletePerson(realm, who, trace))
    }
  }

  #actOf(act: { readonly by: number; readonly group: number }) {
    return { sessionToken: this.#person(act.by), group: this.#groups[act.group] ?? newId('grp') }
  }

  #person(who: number): PersonId {
    const id = this.#people[who]
    if (id === undefined) throw new Error('there is no such person in this run')
    return id
  }

  /** Each joins a moment after the one before. */
  #later(): Date {
    this.#clock += 1
    return new Date(this.#clock)
  }

  /** A session whose token is the person's id. */
  #signIn(id: PersonId): void {
    const now = new Date()
    const expiresAt = new Date(now.getTime() + 3_600_000)
    const row = { id: newId('ses'), userId: id, token: digest(id), expiresAt, createdAt: now, updatedAt: now }
    this.#realm.db.insert(sessions).values(row).run()
  }
}

it('leaves no group without an owner and no claim with somebody who does not belong, whatever people do', async () => {
  const house = new House('model')
  await house.joined('admin')
  await runInDurableObject(house.actor, (_actor, { storage }) => {
    const realm = openRealm({
      storage,
      db: drizzle(storage),
      config: { registration: 'open', authSecret: 'x'.repeat(32), publicUrl: 'http://localhost' },
      passwords: { hash: async () => '', verify: async () => false },
      send: () => undefined,
    })
    fc.assert(
      fc.property(fc.array(anAct, { minLength: 10, maxLength: 50, size: 'max' }), (acts) => {
        const run = new Run(realm)
        for (const by of [0, 1]) run.do({ kind: 'found', by })
        for (const act of acts) {
          run.do(act)
          run.check()
        }
      }),
      { numRuns: 40 },
    )
  })
})
