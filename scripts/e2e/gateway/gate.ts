import http from 'node:http'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { join } from '../device.ts'
import type { Member } from '../device.ts'
import { startHouse } from '../house.ts'
import type { House } from '../house.ts'
import { RouterApi } from './router-api.ts'

/** One try, so that a test sees every answer; a test of retries says so itself. */
const ONE_TRY = { maxRetries: 0, timeout: 30_000, logLevel: 'off' } as const

/** Someone who makes model calls through a house. */
export class Agent {
  readonly url: string
  readonly token: string
  readonly anthropic: Anthropic
  readonly openai: OpenAI

  constructor(url: string, token: string) {
    this.url = url
    this.token = token
    this.anthropic = new Anthropic({ baseURL: url, authToken: token, apiKey: null, ...ONE_TRY })
    this.openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: token, ...ONE_TRY })
  }

  /** Sends bytes as they are. @param init headers beside the authorisation, and a signal */
  post(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    init: { headers?: Readonly<Record<string, string>>; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      ...init.headers,
    }
    return fetch(this.url + path, { ...init, method: 'POST', headers, body })
  }

  /** Asks for a model with the shortest of requests. */
  ask(model: string, { signal, path = '/v1/messages', ...fields }: Short = {}): Promise<Response> {
    return this.post(path, shortBody(model, path, fields), signal === undefined ? {} : { signal })
  }

  /**
   * Asks, and is ready to let go of the connection before there is any answer: by closing it, as clients do, or by a
   * reset, as the system does for a client that was killed.
   * @returns how to let go; resolves when the request has been sent
   */
  async askAndLeave(
    model: string,
    how: 'close' | 'reset',
    { path = '/v1/messages', ...fields }: Omit<Short, 'signal'> = {},
  ): Promise<() => void> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
    const request = http.request(this.url + path, { method: 'POST', headers, agent: false })
    request.on('error', () => {
      // It was let go of.
    })
    await new Promise<void>((resolve) => request.end(shortBody(model, path, fields), resolve))
    return () => {
      if (how === 'close') request.destroy()
      else request.socket?.resetAndDestroy()
    }
  }
}

interface Short {
  readonly path?: string
  readonly signal?: AbortSignal
  readonly stream?: boolean
  readonly max_tokens?: number
}

function shortBody(model: string, path: string, fields: object): string {
  const said = path === '/v1/responses' ? { input: 'Hi' } : { messages: [{ role: 'user', content: 'Hi' }] }
  const bound = path.startsWith('/v1/messages') ? { max_tokens: 64 } : {}
  return JSON.stringify({ model, ...bound, ...said, ...fields })
}

/** A person of a house with what they set, and an agent that has their token. */
export interface Owner extends Member {
  readonly router: RouterApi
  readonly agent: Agent
}

/** A house that may call the providers of this machine. */
export function startGateway(): Promise<House> {
  return startHouse({ allowNetwork: ['127.0.0.1/32'] })
}

/** Signs a person up and gives them a token. */
export async function settleIn({ url }: House, name: string): Promise<Owner> {
  const member = await join(url, name)
  const router = new RouterApi(member.device)
  const { token } = await router.createToken({ name: `${name}'s agent` })
  return { ...member, router, agent: new Agent(url, token) }
}

export const KEYS = {
  claude: 'sk-ant-secret-of-claude',
  openai: 'sk-secret-of-openai',
  local: 'sk-secret-of-local',
}

const KINDS = { claude: 'anthropic', gpt: 'openai', local: 'openai-compatible' } as const

/**
 * Sends one model to a provider of its own, so that what its key and its breaker go through is felt by no other call.
 * @returns the provider's slug
 */
export async function isolate(
  { router }: Owner,
  model: string,
  kind: keyof typeof KINDS,
  baseUrl: string,
): Promise<string> {
  const routes = await router.routes()
  const slug = `own-${routes.length}`
  await router.addProvider({ kind: KINDS[kind], slug, baseUrl, key: `sk-${slug}` })
  const own = { name: model, models: [model], targets: [{ provider: slug, model: null }] }
  await router.setRoutes([own, ...routes])
  return slug
}

/**
 * Gives a person the three kinds of providers at one address: `claude-*` goes to one that speaks Anthropic messages,
 * `gpt-*` to one that speaks all of OpenAI's, `local-*` to one that speaks OpenAI chat alone.
 */
export async function addProviders({ router }: Owner, baseUrl: string): Promise<void> {
  const { claude, openai, local } = KEYS
  await router.addProvider({ kind: 'anthropic', slug: 'claude', baseUrl, key: claude })
  await router.addProvider({ kind: 'openai', slug: 'openai', baseUrl, key: openai })
  await router.addProvider({ kind: 'openai-compatible', slug: 'local', baseUrl, key: local })
  await router.setRoutes([
    { name: 'Claude', models: ['claude-*'], targets: [{ provider: 'claude', model: null }] },
    { name: 'OpenAI', models: ['gpt-*'], targets: [{ provider: 'openai', model: null }] },
    { name: 'Local', models: ['local-*'], targets: [{ provider: 'local', model: null }] },
  ])
}
