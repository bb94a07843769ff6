import * as fc from 'fast-check'
import { sign } from 'hono/jwt'
import { expect, it } from 'vitest'
import type { SignedIn } from '@switchboard/shared-types/contracts/identity'
import { newId } from '@switchboard/shared-types/ids'
import { CLAIMS_SECONDS, claimsOf, readClaims, signClaims } from './claims.ts'

const SECRET = 'a secret that only this test knows, 32+ characters'
const CREATED = '2026-11-01T00:00:00.000Z'

function signedIn(expiresAt: Date): SignedIn {
  const person = {
    id: newId('per'),
    name: 'Ann',
    email: 'ann@example.org',
    role: 'member',
    createdAt: CREATED,
  } as const
  return {
    person,
    groups: { [newId('grp')]: 'member' },
    sessionId: newId('ses'),
    sessionToken: 'token',
    expiresAt: expiresAt.toISOString(),
  }
}

function fresh() {
  const now = Date.now()
  return claimsOf(signedIn(new Date(now + 3_600_000)), now)
}

function payload(changes: Record<string, unknown> = {}) {
  return { ...fresh(), iss: 'switchboard-edge', aud: 'switchboard', ...changes }
}

it('reads back what it signed', async () => {
  const claims = fresh()
  expect(await readClaims(SECRET, await signClaims(SECRET, claims))).toEqual(claims)
})

it('lets claims end after five minutes, or with the session when that is sooner', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 40 * 24 * 3600 }),
      fc.integer({ min: 0, max: 4e12 }),
      (seconds, now) => {
        const { exp } = claimsOf(signedIn(new Date(now + seconds * 1000)), now)
        const left = exp - Math.floor(now / 1000)
        expect(left).toBe(Math.min(seconds, CLAIMS_SECONDS))
      },
    ),
  )
})

it('believes nothing that was signed with another secret', async () => {
  expect(await readClaims(SECRET, await signClaims(`${SECRET}!`, fresh()))).toBeNull()
})

it('believes no token with any one character changed', async () => {
  const token = await signClaims(SECRET, fresh())
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: token.length - 2 }),
      fc.constantFrom(...Array.from('ABCxyz019-_.')),
      async (at, char) => {
        fc.pre(token[at] !== char)
        expect(await readClaims(SECRET, token.slice(0, at) + char + token.slice(at + 1))).toBeNull()
      },
    ),
  )
})

it('believes no text that is not a token', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      expect(await readClaims(SECRET, text)).toBeNull()
    }),
  )
})

it('refuses a token without a signature', async () => {
  const [, body] = (await signClaims(SECRET, fresh())).split('.')
  const header = btoa(JSON.stringify({ alg: 'none', typ: 'JWT' })).replaceAll('=', '')
  expect(await readClaims(SECRET, `${header}.${body}.`)).toBeNull()
})

it('refuses another algorithm, even under the right secret', async () => {
  expect(await readClaims(SECRET, await sign(payload(), SECRET, 'HS512'))).toBeNull()
})

it.each([
  ['an expiry in the past', { exp: Math.floor(Date.now() / 1000) - 1 }],
  ['no expiry', { exp: undefined }],
  ['another issuer', { iss: 'someone-else' }],
  ['another audience', { aud: 'someone-else' }],
  ['a role that does not exist', { role: 'owner' }],
  ['a subject that is not a person', { sub: newId('inb') }],
  ['no session', { sid: '' }],
  ['no word of groups', { groups: undefined }],
  ['a group that is none', { groups: { [newId('inb')]: 'owner' } }],
  ['a role that no group has', { groups: { [newId('grp')]: 'admin' } }],
])('refuses claims with %s', async (_, changes) => {
  expect(await readClaims(SECRET, await sign(payload(), SECRET, 'HS256'))).not.toBeNull()
  expect(await readClaims(SECRET, await sign(payload(changes), SECRET, 'HS256'))).toBeNull()
})
