import * as z from 'zod'
import { CallContent, CallPage, RunningCall, UsageReport } from '@switchboard/shared-types/api/router/calls'
import type { ModelCall } from '@switchboard/shared-types/api/router/calls'
import { AddLimit, Limit } from '@switchboard/shared-types/api/router/limits'
import {
  AddKey,
  AddProvider,
  ModelPrice,
  Provider,
  ProviderKey,
  ProviderTest,
  SetPrice,
} from '@switchboard/shared-types/api/router/providers'
import { ModelRoute, RouteDraft } from '@switchboard/shared-types/api/router/routes'
import { CreatedToken, CreateToken } from '@switchboard/shared-types/api/router/tokens'
import type { Device } from '../device.ts'
import { failureOf } from '../device.ts'
import { eventually } from '../eventually.ts'

const RunningCalls = z.object({ calls: z.array(RunningCall) })

type In<T extends z.ZodType> = z.input<T>

/** What a person sets and sees of their router, over HTTP. Every method fails the test where the API refuses. */
export class RouterApi {
  readonly #device: Device

  constructor(device: Device) {
    this.#device = device
  }

  addProvider(input: In<typeof AddProvider>): Promise<Provider> {
    return this.#ask(Provider, 'POST', 'providers', AddProvider.parse(input))
  }

  addKey(provider: string, input: In<typeof AddKey>): Promise<ProviderKey> {
    return this.#ask(ProviderKey, 'POST', `providers/${provider}/keys`, AddKey.parse(input))
  }

  testProvider(provider: string): Promise<ProviderTest> {
    return this.#ask(ProviderTest, 'POST', `providers/${provider}/test`, {})
  }

  async providers(): Promise<Provider[]> {
    return (await this.#ask(z.object({ providers: z.array(Provider) }), 'GET', 'providers')).providers
  }

  async revokeToken(token: string): Promise<void> {
    const response = await this.#device.send('DELETE', `/api/router/tokens/${token}`)
    if (!response.ok) throw new Error(`revoking ${token}: ${await failureOf(response)}`)
  }

  createToken(input: In<typeof CreateToken>): Promise<CreatedToken> {
    return this.#ask(CreatedToken, 'POST', 'tokens', CreateToken.parse(input))
  }

  async routes(): Promise<ModelRoute[]> {
    return (await this.#ask(z.object({ routes: z.array(ModelRoute) }), 'GET', 'routes')).routes
  }

  async setRoutes(routes: readonly In<typeof RouteDraft>[]): Promise<ModelRoute[]> {
    const body = { routes: routes.map((route) => RouteDraft.parse(route)) }
    return (await this.#ask(z.object({ routes: z.array(ModelRoute) }), 'PUT', 'routes', body)).routes
  }

  addLimit(input: In<typeof AddLimit>): Promise<Limit> {
    return this.#ask(Limit, 'POST', 'limits', AddLimit.parse(input))
  }

  async limits(): Promise<Limit[]> {
    return (await this.#ask(z.object({ limits: z.array(Limit) }), 'GET', 'limits')).limits
  }

  setPrice(input: In<typeof SetPrice>): Promise<ModelPrice> {
    return this.#ask(ModelPrice, 'PUT', 'prices', SetPrice.parse(input))
  }

  calls(query: Readonly<Record<string, string>> = {}): Promise<CallPage> {
    return this.#ask(CallPage, 'GET', `calls?${new URLSearchParams(query).toString()}`)
  }

  /** All pages, the newest call first. */
  async allCalls(query: Readonly<Record<string, string>> = {}): Promise<ModelCall[]> {
    const all: ModelCall[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: CallPage = await this.calls({
        ...query,
        limit: '100',
        ...(cursor === '' ? {} : { cursor }),
      })
      all.push(...page.calls)
      cursor = page.nextCursor
    }
    return all
  }

  /** The one call that asked for a model, as soon as it is settled. */
  settled(model: string): Promise<ModelCall> {
    return eventually(`the settlement of ${model}`, async () => {
      const { calls } = await this.calls({ model })
      if (calls.length > 1) throw new Error(`${calls.length} calls asked for ${model}`)
      return calls.find(({ status }) => status !== 'running')
    })
  }

  /** The calls that are under way; one is until it is booked, a moment after its answer. */
  async running(): Promise<RunningCall[]> {
    return (await this.#ask(RunningCalls, 'GET', 'running')).calls
  }

  content(call: string): Promise<CallContent> {
    return this.#ask(CallContent, 'GET', `calls/${call}/content`)
  }

  usage(query: Readonly<Record<string, string>>): Promise<UsageReport> {
    return this.#ask(UsageReport, 'GET', `usage?${new URLSearchParams(query).toString()}`)
  }

  async #ask<T extends z.ZodType>(
    schema: T,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.infer<T>> {
    const response = await this.#device.send(method, `/api/router/${path}`, body)
    if (!response.ok) throw new Error(`${method} ${path}: ${await failureOf(response)}`)
    return schema.parse(await response.json())
  }
}
