import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import * as z from 'zod'
import { startHouse } from '../../e2e/house.ts'
import { BenchPerson, cookieOf } from '../person.ts'
import { inLanes } from '../statistics.ts'
import { targetOf, UPSTREAM } from './kit.ts'
import type { Target } from './kit.ts'

const Noted = z.object({ runtime: z.object({ pid: z.int() }) })

/** The house with people who have a provider, routes, a limit of each kind, and a token. */
export interface Ours extends Target, AsyncDisposable {
  /** One per person; the target's headers carry the first. */
  readonly tokens: readonly string[]
  readonly pid: number
}

export async function startOurs(people: number): Promise<Ours> {
  const house = await startHouse({ allowNetwork: ['127.0.0.1/32'] })
  try {
    const tokens: string[] = []
    const numbers = Array.from({ length: people }, (_, number) => number)
    await inLanes(numbers, 4, async (number) => {
      tokens.push(await tokenOf(await signUp(house.url, number)))
    })
    const pid = Noted.parse(JSON.parse(await readFile(path.join(house.state, 'server.json'), 'utf8'))).runtime
      .pid
    await promisify(execFile)('taskset', ['-a', '-cp', '1', String(pid)])
    const [token = ''] = tokens
    const target = targetOf({
      name: 'ours',
      base: house.url,
      pid,
      headersOpenai: { authorization: `Bearer ${token}` },
      headersAnthropic: { 'x-api-key': token },
    })
    return { ...target, pid, tokens, [Symbol.asyncDispose]: async () => void (await house.stop()) }
  } catch (failure) {
    await house.stop()
    throw failure
  }
}

/** As many people sign up as come from many places: one address may not bring so many. */
async function signUp(url: string, number: number): Promise<BenchPerson> {
  const request = http.request(`${url}/api/account/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    localAddress: `127.0.0.${10 + (number % 50)}`,
  })
  const email = `bench${number}@example.com`
  request.end(JSON.stringify({ name: 'Bench', email, password: 'a long bench password' }))
  const [response] = z.tuple([z.instanceof(http.IncomingMessage)]).parse(await once(request, 'response'))
  const body = await text(response)
  if (response.statusCode !== 201) throw new Error(`sign-up answered ${response.statusCode}: ${body}`)
  return new BenchPerson(url, cookieOf(response.headers['set-cookie'] ?? []))
}

/** Token check, budgets, limits and ledger are all on, as they would be for a careful person. */
async function tokenOf(person: BenchPerson): Promise<string> {
  const baseUrl = `${UPSTREAM}/v1`
  const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteLong: 6 }
  const targets = [
    { kind: 'openai', slug: 'openai', model: 'mock' },
    { kind: 'anthropic', slug: 'claude', model: 'claude-mock-1' },
  ]
  for (const { kind, slug, model } of targets) {
    await person.call('POST', '/api/router/providers', { kind, slug, baseUrl, key: 'sk-bench' })
    await person.call('PUT', '/api/router/prices', { provider: slug, model, price })
  }
  await person.call('PUT', '/api/router/routes', {
    routes: targets.map(({ slug, model }) => ({
      name: model,
      models: [model],
      targets: [{ provider: slug, model: null }],
    })),
  })
  const scope = { kind: 'person' }
  for (const limit of [
    { metric: 'money', period: 'month', amount: 1_000_000 },
    { metric: 'requests', period: 'minute', amount: 10_000_000 },
    { metric: 'concurrency', period: 'at-once', amount: 10_000 },
  ]) {
    await person.call('POST', '/api/router/limits', { ...limit, scope })
  }
  const { token } = await person.call('POST', '/api/router/tokens', { name: 'bench' })
  return z.string().parse(token)
}
