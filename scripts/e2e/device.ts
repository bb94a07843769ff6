import { randomUUID } from 'node:crypto'
import { hc } from 'hono/client'
import type { AppType } from '@switchboard/edge/app'
import type { Person } from '@switchboard/shared-types/api/account'
import { GROUP_HEADER } from '@switchboard/shared-types/api/groups'
import { ErrorEnvelope } from '@switchboard/shared-types/errors'
import type { GroupId } from '@switchboard/shared-types/ids'

type FetchTarget = Parameters<typeof fetch>[0]

export const PASSWORD = 'correct horse battery staple'

/** A browser of a test: it keeps cookies and says where it comes from, as a page of the house does. */
export class Device {
  readonly url: string
  readonly cookies: Map<string, string>
  /** In whose name it asks; null: the person's own. */
  readonly #group: GroupId | null
  /** The API through the typed client that the page uses. */
  readonly api: ReturnType<typeof hc<AppType>>['api']

  constructor(url: string, cookies = new Map<string, string>(), group: GroupId | null = null) {
    this.url = url
    this.cookies = cookies
    this.#group = group
    this.api = hc<AppType>(url, {
      fetch: (input: FetchTarget, init?: RequestInit) => this.fetch(input, init),
    }).api
  }

  /** @param path an address of the house, or one in full */
  async fetch(path: FetchTarget, init: RequestInit = {}): Promise<Response> {
    const address = path instanceof Request ? path.url : new URL(path, this.url)
    const headers = new Headers(init.headers)
    if (!headers.has('origin')) headers.set('origin', this.url)
    if (this.#group !== null && !headers.has(GROUP_HEADER)) headers.set(GROUP_HEADER, this.#group)
    if (!headers.has('cookie') && this.cookies.size > 0) headers.set('cookie', this.cookieHeader())
    const response = await fetch(address, { redirect: 'manual', ...init, headers })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  /** The same browser, which asks in the name of a group. */
  in(group: GroupId): Device {
    return new Device(this.url, this.cookies, group)
  }

  /** Sends JSON that need not fit any schema. */
  send(method: string, path: string, body?: unknown): Promise<Response> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return this.fetch(path, { method, ...(body === undefined ? {} : json) })
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** A person with a device that is signed in. */
export interface Member {
  readonly device: Device
  readonly person: Person
}

/** Signs a new person up; the first one of a house is its admin. */
export async function join(url: string, name: string): Promise<Member> {
  const device = new Device(url)
  const email = `${name}.${randomUUID().slice(0, 8)}@example.org`
  const response = await device.api.account['sign-up'].$post({ json: { name, email, password: PASSWORD } })
  if (!response.ok) throw new Error(`${name} could not sign up: ${await response.text()}`)
  return { device, person: await response.json() }
}

/** Signs a person in on another device. */
export async function signIn({ device, person }: Member, password = PASSWORD): Promise<Device> {
  const other = new Device(device.url)
  const response = await other.api.account['sign-in'].$post({ json: { email: person.email, password } })
  if (!response.ok) throw new Error(`${person.email} could not sign in: ${await response.text()}`)
  return other
}

/** What a test says of a failed call: its status and code, or its whole text where it is no envelope. */
export async function failureOf(response: Pick<Response, 'status' | 'text'>): Promise<string> {
  const text = await response.text()
  const envelope = ErrorEnvelope.safeParse(readJson(text))
  return envelope.success ? `${response.status} ${envelope.data.error.code}` : `${response.status}: ${text}`
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
