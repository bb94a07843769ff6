import { env } from 'cloudflare:workers'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { vi } from 'vitest'
import type { SignUp } from '@switchboard/shared-types/api/account'
import type { Client, SignedIn } from '@switchboard/shared-types/contracts/identity'
import { getStub } from '@switchboard/shared-types/door'
import { inboxOf, routerOf } from '@switchboard/shared-types/ids'
import type { OwnerId, RealmId } from '@switchboard/shared-types/ids'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import type { Result } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'

// The first call of a test file loads the whole host.
vi.setConfig({ testTimeout: 30_000 })

export const PASSWORD = 'a long enough secret'
export const CLIENT: Client = { ipAddress: '198.51.100.7', userAgent: 'a browser' }

/** A realm of its own for one test, with what tests do to it over and over. */
export class House {
  readonly id: RealmId
  readonly trace = startTrace('test')

  constructor(name: string) {
    this.id = `realm_${name}`
  }

  /** Made anew for each use, as the door says. */
  get actor() {
    return getStub(env.IDENTITY, this.id)
  }

  async signUp(name: string, more: Partial<SignUp & { client: Client }> = {}) {
    const input = { name, email: `${name}@example.com`, password: PASSWORD, client: CLIENT, ...more }
    return await this.actor.signUp(this.id, this.trace, input)
  }

  async signIn(name: string, more: Partial<{ email: string; password: string; client: Client }> = {}) {
    const input = { email: `${name}@example.com`, password: PASSWORD, client: CLIENT, ...more }
    return await this.actor.signIn(this.id, this.trace, input)
  }

  /** Signs somebody up where that must succeed. */
  async joined(name: string): Promise<SignedIn> {
    return valueOf(await this.signUp(name))
  }

  /** Signs somebody in once more where that must succeed. */
  async entered(name: string): Promise<SignedIn> {
    return valueOf(await this.signIn(name))
  }

  async session(token: string) {
    return await this.actor.session(this.id, this.trace, token)
  }

  async pendingMessages(): Promise<number> {
    return (await this.actor.health(this.id, this.trace)).pendingMessages
  }

  /** Takes the actor out of memory; only what is stored remains. */
  async evict(): Promise<void> {
    await evictDurableObject(this.actor)
  }

  async rows(query: string, ...values: string[]): Promise<Record<string, SqlStorageValue>[]> {
    return await runInDurableObject(this.actor, (_actor, { storage }) =>
      storage.sql.exec(query, ...values).toArray(),
    )
  }
}

interface OpenSocket {
  /** The code with which it is closed. */
  readonly closed: Promise<number>
}

/** Opens a live connection to the inbox of a person or group. */
export async function openSocket(owner: OwnerId, session: string): Promise<OpenSocket> {
  const inbox = inboxOf(owner)
  const headers = { upgrade: 'websocket', [LIVE_HEADERS.inbox]: inbox, [LIVE_HEADERS.session]: session }
  return accept(await getStub(env.INBOX, inbox).fetch('http://inbox/live', { headers }))
}

/** Opens a live connection to the router of a person or group. */
export async function openRouterSocket(owner: OwnerId, session: string): Promise<OpenSocket> {
  const router = routerOf(owner)
  const headers = { upgrade: 'websocket', [LIVE_HEADERS.router]: router, [LIVE_HEADERS.session]: session }
  return accept(await getStub(env.ROUTER, router).fetch('http://router/live', { headers }))
}

function accept({ webSocket }: Response): OpenSocket {
  if (webSocket === null) throw new Error('the actor opened no socket')
  const closed = new Promise<number>((resolve) => {
    webSocket.addEventListener('close', ({ code }) => resolve(code))
  })
  webSocket.accept()
  return { closed }
}

/** @throws where the result is a failure */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}
