import { Actor } from '@switchboard/kernel/actor'
import type { Begun, LeaseRequest, Recall, Settlement } from '@switchboard/shared-types/contracts/lease'
import type { AgentCredentials, CacheKey, RouterContract } from '@switchboard/shared-types/contracts/router'
import { RouterId } from '@switchboard/shared-types/ids'
import type { CallId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { admit } from './lease/admit.ts'
import { leaseCall } from './lease/lease.ts'
import { giveBack } from './lease/spares.ts'
import { TIDY, tidy } from './ledger/tidy.ts'
import { warningRoutes } from './limits/warnings.ts'
import { LiveView } from './live/live-view.ts'
import migrations from './migrations/migrations.js'
import { listModels } from './models/list-models.ts'
import { openRouter } from './router.ts'
import type { Router } from './router.ts'
import { extendLease, settleCall, settleCalls } from './settle/settle.ts'
import { checkLeases, WATCH } from './settle/watch.ts'
import { admitAgent } from './tokens/admit-agent.ts'

type KeptAnswer = Parameters<RouterContract['keep']>[2]
type Answer<M extends keyof RouterContract> = ReturnType<RouterContract[M]>

/**
 * The half of a router that is about calls: whoever makes one shows nothing but a token's hash. Called by the edge, and by
 * actors that ask a model themselves.
 */
export abstract class CallsActor extends Actor<RouterId> {
  protected readonly router: Router
  protected readonly live: LiveView

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    const id = RouterId.parse(ctx.id.name)
    super(ctx, env, () => ({
      kind: 'router',
      migrations,
      resident: WATCH,
      jobs: {
        [WATCH]: {
          run: async (trace) => this.#checkLeases(trace),
          isExpected: () => this.router.running.size > 0,
        },
        [TIDY]: { run: async () => tidy(this.router, Date.now()) },
      },
      routes: warningRoutes(env, id),
    }))
    const { db, commits, jobs, mail } = this
    this.router = openRouter({ id, storage: ctx.storage, db, commits, jobs, mail }, env)
    this.live = new LiveView(ctx, this.router)
  }

  lease(
    id: RouterId,
    trace: Trace,
    request: LeaseRequest,
    ended: readonly Settlement[] = [],
    unused: readonly CallId[] = [],
    recall: Rpc.Stub<Recall> | null = null,
  ): Answer<'lease'> {
    return this.call(id, trace, async (inner) => {
      const now = Date.now()
      giveBack(this.router, unused)
      const leasing = leaseCall(this.router, inner, request, recall, now)
      const [lease] = await Promise.all([leasing, this.#settleAll(inner, ended)])
      if (lease.ok) this.live.changed()
      return lease
    })
  }

  extend(id: RouterId, trace: Trace, call: CallId, begun: Begun | null = null): Answer<'extend'> {
    return this.call(id, trace, () => {
      const extended = extendLease(this.router, call, begun, Date.now())
      if (begun !== null) this.live.changed()
      return extended
    })
  }

  giveBack(id: RouterId, trace: Trace, calls: readonly CallId[]): Answer<'giveBack'> {
    return this.call(id, trace, () => {
      giveBack(this.router, calls)
      return ok(null)
    })
  }

  settle(id: RouterId, trace: Trace, settlement: Settlement): Answer<'settle'> {
    return this.call(id, trace, (inner) => this.#settle(inner, settlement))
  }

  settleAll(id: RouterId, trace: Trace, settlements: readonly Settlement[]): Answer<'settleAll'> {
    return this.call(id, trace, async (inner) => {
      await this.#settleAll(inner, settlements)
      return ok(null)
    })
  }

  listModels(id: RouterId, trace: Trace, tokenHash: string): Answer<'listModels'> {
    return this.call(id, trace, () => {
      const { routes, providers } = this.router
      const token = admit(this.router, tokenHash, Date.now())
      return token.ok ? ok(listModels(token.value.id, routes.list(), providers.known())) : token
    })
  }

  admitAgent(id: RouterId, trace: Trace, credentials: AgentCredentials): Answer<'admitAgent'> {
    return this.call(id, trace, () => admitAgent(this.router, credentials, Date.now()))
  }

  cached(id: RouterId, trace: Trace, { tokenHash, requestHash }: CacheKey): Answer<'cached'> {
    return this.call(id, trace, () => {
      const { cache } = this.router
      const now = Date.now()
      return admit(this.router, tokenHash, now).ok ? cache.find(requestHash, new Date(now)) : null
    })
  }

  keep(id: RouterId, trace: Trace, input: KeptAnswer): Answer<'keep'> {
    return this.call(id, trace, async () => {
      const { cache, commits } = this.router
      const now = Date.now()
      const token = admit(this.router, input.tokenHash, now)
      if (!token.ok) return token
      await commits.write(() => cache.keep(input.requestHash, input.answer, input.seconds, new Date(now)))
      return ok(null)
    })
  }

  async #settle(trace: Trace, settlement: Settlement): Answer<'settle'> {
    const settled = await settleCall(this.router, trace, settlement, Date.now())
    if (!settled.ok) return settled
    if (settled.value.isNews) this.live.settled(settlement.callId)
    return ok(null)
  }

  async #settleAll(trace: Trace, settlements: readonly Settlement[]): Promise<void> {
    const settled = await settleCalls(this.router, trace, settlements, Date.now())
    for (const call of settled) this.live.settled(call)
  }

  // Jobs

  #checkLeases(trace: Trace): void {
    for (const lost of checkLeases(this.router, trace, Date.now())) this.live.settled(lost)
  }
}
