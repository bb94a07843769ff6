import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { bodyOf } from './upstream/answers.ts'
import type { Behaviour, Script } from './upstream/behaviour.ts'
import { errorBody } from './upstream/behaviour.ts'
import { UpstreamCall } from './upstream/call.ts'
import { HELLO, usage } from './upstream/reply.ts'

/** A model provider on this machine that a test scripts; it speaks Anthropic's and OpenAI's protocols. */
export interface Upstream extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/v1`, as a provider's base URL is written. */
  readonly url: string
  /** Everything that was asked, in order. */
  readonly calls: readonly UpstreamCall[]
  /** Says how calls are answered that ask for a model or come with a key; a key's script comes first. */
  script(modelOrKey: string, script: Behaviour | Script): void
  /** What was asked of one model. */
  of(model: string): UpstreamCall[]
  stop(): Promise<void>
}

/** Starts a provider that answers every call as a good one does, until it is told otherwise. */
export async function startUpstream(): Promise<Upstream> {
  const calls: UpstreamCall[] = []
  const scripts = new Map<string, (call: UpstreamCall) => Behaviour>()
  const behaviourOf = (call: UpstreamCall): Behaviour =>
    (scripts.get(call.key) ?? scripts.get(call.model))?.(call) ?? {}
  const server = createServer((request, response) => {
    void receive(calls.length + 1, request).then(
      (call) => {
        calls.push(call)
        return serve(call, behaviourOf(call), response)
      },
      // Who goes away before the whole request is there has asked nothing.
      () => response.destroy(),
    )
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.int() }).parse(server.address())
  const stop = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    script: (name, script) => scripts.set(name, player(script)),
    of: (model) => calls.filter((call) => call.model === model),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** @returns a base URL at which nobody listens */
export async function closedAddress(): Promise<string> {
  const upstream = await startUpstream()
  await upstream.stop()
  return upstream.url
}

function player(script: Behaviour | Script): (call: UpstreamCall) => Behaviour {
  if (typeof script === 'function') return script
  const list: readonly Behaviour[] = Array.isArray(script) ? script : [script]
  let at = 0
  return () => list[Math.min(at++, list.length - 1)] ?? {}
}

async function receive(number: number, request: IncomingMessage): Promise<UpstreamCall> {
  const chunks = z.array(z.instanceof(Buffer)).parse(await request.toArray())
  const { method = 'GET', url = '/', headers } = request
  return new UpstreamCall(number, { method, url, headers, bytes: Buffer.concat(chunks) })
}

async function serve(call: UpstreamCall, behaviour: Behaviour, response: ServerResponse): Promise<void> {
  response.once('close', () => call.end(response.writableFinished ? 'refused' : 'aborted'))
  await pause(behaviour.delayMs, call)
  if (call.outcome !== 'running' || behaviour.silent === 'hang') return
  if (behaviour.silent === 'reset') return breakOff(call, response)
  const body = call.method === 'HEAD' ? null : bodyOf(call, behaviour)
  if (body === null) return refuse(call, response)
  const status = behaviour.status ?? 200
  response.socket?.setNoDelay(true)
  response.writeHead(status, {
    'content-type': body.contentType,
    // Nothing of a known length can be cut at its end.
    ...(body.pieces.length === 1 && (behaviour.ending ?? 'proper') === 'proper'
      ? { 'content-length': body.pieces[0]?.length }
      : {}),
    ...ownHeaders(call),
    ...behaviour.headers,
  })
  for (const [at, piece] of body.pieces.entries()) {
    // Not behind the last: who has the whole may leave.
    if (at > 0) await pause(behaviour.gapMs, call)
    if (response.destroyed) return
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    call.note(piece)
  }
  await end(call, behaviour, response)
}

async function end(call: UpstreamCall, behaviour: Behaviour, response: ServerResponse): Promise<void> {
  if (behaviour.ending === 'hang') return
  if (behaviour.ending === 'reset') {
    // What was written reaches the wire first.
    await sleep(30)
    return breakOff(call, response)
  }
  const isServed = (behaviour.status ?? 200) === 200 && behaviour.body === undefined
  // All is written: who leaves now may have read it to the end.
  response.end()
  if (behaviour.ending === 'early') return call.end('broken')
  if (isServed) call.usage = usageOf(call, behaviour)
  call.end(isServed ? 'served' : 'refused')
}

function usageOf(call: UpstreamCall, { reply = HELLO }: Behaviour): UpstreamCall['usage'] {
  if (call.path === '/v1/embeddings') return usage({ input: 8 * [call.body['input']].flat().length })
  return call.method === 'POST' && !call.path.endsWith('/count_tokens') ? reply.usage : null
}

function refuse(call: UpstreamCall, response: ServerResponse): void {
  const isHead = call.method === 'HEAD'
  const body = isHead ? '' : errorBody(call.path, 404, `there is no ${call.method} ${call.path}`)
  response.writeHead(isHead ? 200 : 404, { 'content-type': 'application/json' }).end(body)
}

function breakOff(call: UpstreamCall, response: ServerResponse): void {
  call.end('broken')
  // The response has no socket of its own until the one before it on the same connection is flushed.
  response.req.socket.destroy()
}

/** Ends early when the client goes away. */
async function pause(ms: number | undefined, call: UpstreamCall): Promise<void> {
  const until = performance.now() + (ms ?? 0)
  while (call.outcome === 'running' && performance.now() < until) {
    await sleep(Math.max(1, Math.min(20, until - performance.now())))
  }
}

function ownHeaders({ path, number }: UpstreamCall): Readonly<Record<string, string>> {
  return path.startsWith('/v1/messages')
    ? { 'request-id': `req_up_${number}`, 'anthropic-ratelimit-requests-remaining': '7' }
    : {
        'x-request-id': `req_up_${number}`,
        'openai-processing-ms': '5',
        'x-ratelimit-remaining-requests': '7',
      }
}
