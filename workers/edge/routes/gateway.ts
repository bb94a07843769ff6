import { Hono } from 'hono'
import type { Context, Handler } from 'hono'
import { providerFetch } from '@switchboard/shared-types/contracts/workers-ai'
import { err } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { AppEnv } from '../app-env.ts'
import { answerFailure, toFailure } from '../errors.ts'
import { answerCall, refusalResponse } from '../gateway/call/answer-call.ts'
import { answerCount } from '../gateway/call/answer-count.ts'
import { NamedRouter } from '../gateway/call/router-port.ts'
import { ClientWatch } from '../gateway/endpoints/client-watch.ts'
import { findModel, listModels } from '../gateway/endpoints/list-models.ts'
import { readCall } from '../gateway/endpoints/read-call.ts'
import { vendorOf } from '../gateway/endpoints/vendor.ts'
import { PATH } from '../gateway/protocols/protocol.ts'
import type { Protocol } from '../gateway/protocols/protocol.ts'
import { log, reasonOf } from '@switchboard/shared-types/log'
import { traceOf } from '../middleware/with-trace.ts'

const COUNT_PATH = '/messages/count_tokens'

/**
 * The model endpoints, each in its vendor's own protocol. They know bearer tokens only: no cookie, no origin, no page is
 * looked at, and nothing is added to an answer but its id. They are an app of their own, in which one handler matches a
 * call: no search through all other routes delays it, and no chain of handlers is made for it.
 */
export const gateway = new Hono<AppEnv>()
  .basePath('/v1')
  .post(PATH['anthropic-messages'], modelCall('anthropic-messages'))
  .post(PATH['openai-chat'], modelCall('openai-chat'))
  .post(PATH['openai-responses'], modelCall('openai-responses'))
  .post(PATH['openai-embeddings'], modelCall('openai-embeddings'))
  .post(COUNT_PATH, endpoint('anthropic-messages', COUNT_PATH, answerCount))
  .get(
    '/models',
    guarded((c, trace) => listModels(c.req.raw, c.env.ROUTER, trace)),
  )
  .get(
    '/models/:id{.+}',
    guarded((c, trace) => findModel(c.req.raw, c.req.param('id') ?? '', c.env.ROUTER, trace)),
  )
  .get('/', (c) => c.body(null, 204))

gateway.notFound(guarded((c, trace) => refuseUnknown(c, trace)))
gateway.onError(answerFailure)

function modelCall(protocol: Protocol): Handler<AppEnv> {
  return endpoint(protocol, PATH[protocol], answerCall)
}

function endpoint(protocol: Protocol, path: string, answer: typeof answerCall): Handler<AppEnv> {
  return (c) => {
    const request = c.req.raw
    const trace = traceOf(request.headers)
    const work = respond()
    // A client that goes away before its answer came must not take the settlement with it.
    c.executionCtx.waitUntil(work)
    return work

    async function respond(): Promise<Response> {
      try {
        const client = new ClientWatch(request, c.env.DEPARTURES)
        const providers = providerFetch(c.env.WORKERS_AI)
        const read = await readCall({ request, client, fetch: providers, protocol, path, trace })
        if (!read.ok) return refusalResponse({ protocol, trace }, read.error)
        const { call, router } = read.value
        const keepAlive = (task: Promise<void>): void => c.executionCtx.waitUntil(watched(task, trace))
        return await answer(call, new NamedRouter(c.env.ROUTER, router, trace, keepAlive), keepAlive)
      } catch (thrown) {
        return broken(protocol, trace, thrown)
      }
    }
  }
}

function guarded(
  answer: (c: Context<AppEnv>, trace: Trace) => Response | Promise<Response>,
): (c: Context<AppEnv>) => Promise<Response> {
  return async (c) => {
    const trace = traceOf(c.req.raw.headers)
    try {
      return await answer(c, trace)
    } catch (thrown) {
      return broken(vendorOf(c.req.raw), trace, thrown)
    }
  }
}

async function watched(task: Promise<void>, trace: Trace): Promise<void> {
  try {
    await task
  } catch (thrown) {
    log('error', 'a call was left unfinished', trace, { reason: reasonOf(thrown) })
  }
}

/** Nothing inner leaves the house: the answer has an id, the log has the rest. */
function broken(protocol: Protocol, trace: Trace, thrown: unknown): Response {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const { code, message } = toFailure(error)
  log('error', error.message, trace, { code, stack: error.stack ?? '' })
  const refusal =
    code === 'actor.unavailable'
      ? err('call.unavailable', message, { retryAfter: 1 })
      : err('call.internal', 'Something went wrong here. It has been noted.')
  return refusalResponse({ protocol, trace }, refusal.error)
}

function refuseUnknown(c: Context<AppEnv>, trace: Trace): Response {
  const protocol = vendorOf(c.req.raw)
  const refusal = err('call.no_route', `There is no ${c.req.method} ${c.req.path} here.`)
  return refusalResponse({ protocol, trace }, refusal.error)
}
