import { RpcTarget } from 'cloudflare:workers'
import type { Admin, RealmRouterContract } from '@switchboard/shared-types/contracts/admin'
import { REALM_ROUTER } from '@switchboard/shared-types/ids'
import type { RouterId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import { continueTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import { ask } from '../ask.ts'
import type { Answer } from '../ask.ts'
import { audited } from '../audited.ts'
import { realmRouterOf } from '../house.ts'

type Given<M extends keyof RealmRouterContract> = RealmRouterContract[M] extends (
  id: RouterId,
  trace: Trace,
  input: infer Input,
) => unknown
  ? Input
  : never
type Reply<M extends keyof RealmRouterContract> = RealmRouterContract[M] extends (...args: never[]) => infer R
  ? R
  : never
type Router = ReturnType<typeof realmRouterOf>
type Step<T> = (router: Router, at: readonly [RouterId, Trace]) => Promise<T>

const ROUTER = 'the router of the realm'
/** A provider has ten seconds to list its models. */
const PATIENCE_MS = 15_000

/** The realm's router in the hands of one admin, for one request. No secret is in what the audit log is told. */
export class RealmRouter extends RpcTarget implements RealmRouterContract {
  readonly #env: AdminEnv
  readonly #admin: Admin

  constructor(env: AdminEnv, admin: Admin) {
    super()
    this.#env = env
    this.#admin = admin
  }

  // Providers, keys, prices

  providers(_id: RouterId, trace: Trace): Reply<'providers'> {
    return this.#look(trace, (router, at) => router.providers(...at))
  }

  addProvider(_id: RouterId, trace: Trace, input: Given<'addProvider'>): Reply<'addProvider'> {
    return this.#act(trace, 'provider.add', input.slug ?? input.kind, (router, at) =>
      router.addProvider(...at, input),
    )
  }

  updateProvider(_id: RouterId, trace: Trace, input: Given<'updateProvider'>): Reply<'updateProvider'> {
    return this.#act(trace, 'provider.change', input.id, (router, at) => router.updateProvider(...at, input))
  }

  removeProvider(_id: RouterId, trace: Trace, input: Given<'removeProvider'>): Reply<'removeProvider'> {
    return this.#act(trace, 'provider.remove', input, (router, at) => router.removeProvider(...at, input))
  }

  addKey(_id: RouterId, trace: Trace, input: Given<'addKey'>): Reply<'addKey'> {
    return this.#act(trace, 'provider_key.add', input.provider, (router, at) => router.addKey(...at, input))
  }

  removeKey(_id: RouterId, trace: Trace, input: Given<'removeKey'>): Reply<'removeKey'> {
    return this.#act(trace, 'provider_key.remove', input.key, (router, at) => router.removeKey(...at, input))
  }

  testProvider(_id: RouterId, trace: Trace, input: Given<'testProvider'>): Reply<'testProvider'> {
    return this.#act(trace, 'provider.test', input.provider, (router, at) =>
      router.testProvider(...at, input),
    )
  }

  findServers(_id: RouterId, trace: Trace): Reply<'findServers'> {
    return this.#look(trace, (router, at) => router.findServers(...at))
  }

  prices(_id: RouterId, trace: Trace): Reply<'prices'> {
    return this.#look(trace, (router, at) => router.prices(...at))
  }

  setPrice(_id: RouterId, trace: Trace, input: Given<'setPrice'>): Reply<'setPrice'> {
    return this.#act(trace, 'model_price.set', `${input.provider}/${input.model}`, (router, at) =>
      router.setPrice(...at, input),
    )
  }

  // Routes and limits

  routes(_id: RouterId, trace: Trace): Reply<'routes'> {
    return this.#look(trace, (router, at) => router.routes(...at))
  }

  setRoutes(_id: RouterId, trace: Trace, input: Given<'setRoutes'>): Reply<'setRoutes'> {
    return this.#act(trace, 'model_routes.set', REALM_ROUTER, (router, at) => router.setRoutes(...at, input))
  }

  dryRun(_id: RouterId, trace: Trace, input: Given<'dryRun'>): Reply<'dryRun'> {
    return this.#ask(trace, (router, at) => router.dryRun(...at, input))
  }

  limits(_id: RouterId, trace: Trace): Reply<'limits'> {
    return this.#look(trace, (router, at) => router.limits(...at))
  }

  addLimit(_id: RouterId, trace: Trace, input: Given<'addLimit'>): Reply<'addLimit'> {
    return this.#act(trace, 'model_limit.add', `${input.metric}/${input.period}`, (router, at) =>
      router.addLimit(...at, input),
    )
  }

  removeLimit(_id: RouterId, trace: Trace, input: Given<'removeLimit'>): Reply<'removeLimit'> {
    return this.#act(trace, 'model_limit.remove', input, (router, at) => router.removeLimit(...at, input))
  }

  // What was called

  tokens(_id: RouterId, trace: Trace): Reply<'tokens'> {
    return this.#look(trace, (router, at) => router.tokens(...at))
  }

  calls(_id: RouterId, trace: Trace, input: Given<'calls'>): Reply<'calls'> {
    return this.#ask(trace, (router, at) => router.calls(...at, input))
  }

  callOf(_id: RouterId, trace: Trace, input: Given<'callOf'>): Reply<'callOf'> {
    return this.#ask(trace, (router, at) => router.callOf(...at, input))
  }

  content(_id: RouterId, trace: Trace, input: Given<'content'>): Reply<'content'> {
    return this.#act(trace, 'model_call.read', input, (router, at) => router.content(...at, input))
  }

  running(_id: RouterId, trace: Trace): Reply<'running'> {
    return this.#look(trace, (router, at) => router.running(...at))
  }

  usage(_id: RouterId, trace: Trace, input: Given<'usage'>): Reply<'usage'> {
    return this.#ask(trace, (router, at) => router.usage(...at, input))
  }

  #look<T>(trace: Trace, step: Step<T>): Promise<T> {
    return step(realmRouterOf(this.#env), [REALM_ROUTER, continueTrace(trace, 'admin')])
  }

  #ask<T>(trace: Trace, step: Step<Result<T>>): Promise<Answer<T>> {
    return ask(trace, ROUTER, () => this.#look(trace, step), PATIENCE_MS)
  }

  #act<T>(trace: Trace, act: string, subject: string, step: Step<Result<T>>): Promise<Answer<T>> {
    return audited(this.#env, trace, this.#admin, { act, subject }, () => this.#ask(trace, step))
  }
}
