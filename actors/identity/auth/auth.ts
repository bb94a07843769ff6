import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import type { BetterAuthOptions } from 'better-auth/types'
import { bearer } from 'better-auth/plugins/bearer'
import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Client, PasswordHasherContract } from '@switchboard/shared-types/contracts/identity'
import { newId } from '@switchboard/shared-types/ids'
import { DECOY_HASH } from '../passwords/decoy.ts'
import { credentials, people, sessions } from '../schema.ts'
import { withHashedTokens } from './hashed-tokens.ts'

const SESSION_SECONDS = 30 * 24 * 60 * 60
/** A session in use is written at most once in this time; its `updatedAt` is as exact as that. */
export const TOUCH_SECONDS = 60 * 60

const ADDRESS_HEADER = 'x-client-address'
const AGENT_HEADER = 'x-client-agent'
const AGENT_LENGTH = 500

export type Auth = ReturnType<typeof createAuth>

export interface AuthParts {
  readonly db: DrizzleSqliteDODatabase
  readonly passwords: Pick<PasswordHasherContract, 'verify'>
  readonly secret: string
  readonly publicUrl: string
  /** Hashes of new passwords that may be stored, see `hash`. */
  readonly prepared: Set<string>
}

/**
 * better-auth inside the actor: people, their credentials and their sessions are its models. Only `auth.api` is used;
 * its HTTP handler is not reachable from anywhere.
 */
export function createAuth({ db, passwords, secret, publicUrl, prepared }: AuthParts) {
  return betterAuth({
    secret,
    baseURL: publicUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: (options: BetterAuthOptions) =>
      withHashedTokens(
        drizzleAdapter(db, {
          provider: 'sqlite',
          schema: { user: people, session: sessions, account: credentials },
        })(options),
      ),
    advanced: { database: { generateId: idOf }, ipAddress: { disableIpTracking: true } },
    session: { expiresIn: SESSION_SECONDS, updateAge: TOUCH_SECONDS },
    emailAndPassword: {
      enabled: true,
      // The rules for a new password stand before its hashing; what comes here is a hash, or one to check.
      minPasswordLength: 1,
      maxPasswordLength: 512,
      password: {
        hash: (text) => acceptPrepared(text, prepared, passwords),
        verify: ({ password, hash }) => passwords.verify(password, hash),
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            refuseUnlessActive(db, session.userId)
            return { data: clientOf(context?.headers) }
          },
        },
      },
    },
    plugins: [bearer()],
  })
}

/** Headers by which `auth.api` knows the session and by which a new session knows its device. */
export function authHeaders(from: { token?: string; client?: Client }): Headers {
  const headers = new Headers()
  if (from.token !== undefined) headers.set('authorization', `Bearer ${from.token}`)
  if (from.client?.ipAddress) headers.set(ADDRESS_HEADER, encodeURIComponent(from.client.ipAddress))
  if (from.client?.userAgent) {
    headers.set(AGENT_HEADER, encodeURIComponent(from.client.userAgent.slice(0, AGENT_LENGTH).toWellFormed()))
  }
  return headers
}

/** @returns better-auth's code of an expected refusal; null for anything else that is thrown */
export function refusalOf(thrown: unknown): string | null {
  return thrown instanceof APIError && thrown.statusCode < 500 ? (thrown.body?.code ?? '') : null
}

function clientOf(headers: Headers | undefined): Client {
  return { ipAddress: read(ADDRESS_HEADER), userAgent: read(AGENT_HEADER) }

  function read(name: string): string | null {
    const value = headers?.get(name)
    return value ? decodeURIComponent(value) : null
  }
}

/** Thrown after the password was found right, so that only its owner learns that the account is suspended. */
export const NOT_ACTIVE = 'NOT_ACTIVE'

function refuseUnlessActive(db: DrizzleSqliteDODatabase, personId: string): void {
  const person = db.select({ status: people.status }).from(people).where(eq(people.id, personId)).get()
  if (person?.status !== 'active') throw new APIError('FORBIDDEN', { code: NOT_ACTIVE })
}

/**
 * better-auth hashes a new password, which comes hashed already, because a sign-up is a transaction in which the actor
 * answers nobody else; and, to spend the time, the password given for an unknown e-mail address, for which a check
 * against the decoy takes exactly as long as a real one.
 */
async function acceptPrepared(
  text: string,
  prepared: Set<string>,
  passwords: AuthParts['passwords'],
): Promise<string> {
  if (prepared.delete(text)) return text
  await passwords.verify(text, DECOY_HASH)
  throw new APIError('UNAUTHORIZED', { code: 'NOT_PREPARED' })
}

function idOf({ model }: { model: string }): string {
  if (model === 'user') return newId('per')
  return newId(model === 'session' ? 'ses' : 'acc')
}
