import { newAgentToken } from '@switchboard/shared-types/agent-token'
import type { Attempt, Settlement } from '@switchboard/shared-types/contracts/lease'
import type { CachedAnswer } from '@switchboard/shared-types/contracts/router'
import { providerFetch } from '@switchboard/shared-types/contracts/workers-ai'
import { newId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'
import { vi } from 'vitest'
import { answerCall } from '../call/answer-call.ts'
import type { Asked, HeldLease, RouterPort } from '../call/router-port.ts'
import { ClientWatch } from '../endpoints/client-watch.ts'
import { readCall } from '../endpoints/read-call.ts'
import { PATH } from '../protocols/protocol.ts'
import type { Protocol } from '../protocols/protocol.ts'

export const TRACE = startTrace('edge', 'req_of_this_test')

/** The far end of a lease: grants what it is told to, and writes down what it hears. */
export class TestRouter implements RouterPort {
  readonly leases: Asked[] = []
  readonly settlements: Settlement[] = []
  readonly answers = new Map<string, CachedAnswer>()
  /** With what was said of a call that has a spare lease. */
  readonly extended: HeldLease['begun'][] = []
  /** How many settlements do not reach it before one does. */
  deafFor = 0
  readonly #lease: HeldLease

  constructor(attempts: readonly Attempt[], lease: Partial<HeldLease> = {}) {
    this.#lease = {
      callId: newId('call'),
      attempts,
      cacheSeconds: null,
      keepsContent: false,
      settleWithinMs: 0,
      begun: null,
      advance: null,
      ...lease,
    }
  }

  async lease(request: Asked): ReturnType<RouterPort['lease']> {
    this.leases.push(request)
    return ok(this.#lease)
  }

  async extend({ begun }: Pick<HeldLease, 'begun'>): Promise<void> {
    this.extended.push(begun)
  }

  learn(): void {
    // It gives nothing in advance.
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    if (this.deafFor-- > 0) throw new Error('the router was moved')
    this.settlements.push(...settlements)
  }

  settleAlong(...[settlement, , alone]: Parameters<RouterPort['settleAlong']>): Promise<void> {
    return alone([settlement])
  }

  async cached({ requestHash }: { requestHash: string }): Promise<CachedAnswer | null> {
    return this.answers.get(requestHash) ?? null
  }

  async keep({ requestHash, answer }: Parameters<RouterPort['keep']>[0]): Promise<void> {
    this.answers.set(requestHash, answer)
  }
}

/** @returns an attempt at a provider of that host, to be changed at will */
export function attemptAt(host: string, index = 0, changes: Partial<Attempt> = {}): Attempt {
  return {
    index,
    providerId: newId('prv'),
    keyId: newId('key'),
    provider: host,
    kind: 'anthropic',
    protocol: 'anthropic-messages',
    baseUrl: `https://${host}/v1`,
    headers: { 'x-api-key': `sk-secret-of-${host}` },
    model: 'm',
    overrides: {},
    timeoutMs: 10_000,
    ...changes,
  }
}

/** What a provider was asked. */
export interface Heard {
  readonly url: string
  readonly headers: Headers
  readonly body: string
  readonly signal: AbortSignal
}

type Script = (heard: Heard) => Response | Promise<Response>

/**
 * Puts the outside world behind `fetch`: a script per host. @returns everything that was asked, in order
 */
export function scriptProviders(scripts: Readonly<Record<string, Script>>): Heard[] {
  const heard: Heard[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const { url, headers, signal } = request
    const asked = { url, headers, body: await request.text(), signal }
    heard.push(asked)
    const script = scripts[new URL(url).host]
    if (script === undefined) throw new Error('Network connection lost.')
    return Promise.race([script(asked), rejection(signal)])
  })
  return heard
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The operation was aborted')))
  })
}

/** A provider's stream that the test writes; it breaks when the call is aborted, as one of the network does. */
export class WrittenStream {
  readonly response: Response
  isCancelled = false
  #controller: ReadableByteStreamController | null = null

  constructor({ signal }: Heard, contentType = 'text/event-stream') {
    const body = new ReadableStream({
      type: 'bytes',
      start: (controller) => {
        this.#controller = controller
      },
      cancel: () => {
        this.isCancelled = true
      },
    })
    signal.addEventListener('abort', () => this.breakOff())
    this.response = new Response(body, { headers: { 'content-type': contentType } })
  }

  write(text: string | Uint8Array): void {
    this.#controller?.enqueue(typeof text === 'string' ? new TextEncoder().encode(text) : text.slice())
  }

  close(): void {
    this.#controller?.close()
    this.#controller = null
  }

  breakOff(): void {
    this.#controller?.error(new Error('Network connection lost.'))
    this.#controller = null
  }
}

/** @returns the script of a provider that writes these pieces, then ends or breaks off */
export function streaming(pieces: readonly string[], end: 'close' | 'break' = 'close'): Script {
  return (heard) => {
    const stream = new WrittenStream(heard)
    void feed(stream, pieces, end)
    return stream.response
  }
}

async function feed(stream: WrittenStream, pieces: readonly string[], end: 'close' | 'break'): Promise<void> {
  for (const piece of pieces) {
    stream.write(piece)
    await scheduler.wait(1)
  }
  if (end === 'close') return stream.close()
  // A stream of JavaScript forgets what nobody has read when it breaks; one of the network gives it first.
  await scheduler.wait(300)
  stream.breakOff()
}

export interface Asking {
  readonly protocol?: Protocol
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly search?: string
  readonly path?: string
  readonly signal?: AbortSignal
  readonly workersAi?: Pick<Fetcher, 'fetch'>
  readonly answer?: typeof answerCall
}

const NOT_BOUND = { fetch: async () => new Response('{}', { status: 501 }) }

/** Makes one call. @returns the answer, and a promise that is there when nothing is left to be done */
export async function ask(
  router: RouterPort,
  {
    protocol = 'anthropic-messages',
    body,
    headers,
    search = '',
    path,
    signal,
    workersAi = NOT_BOUND,
    answer = answerCall,
  }: Asking = {},
): Promise<{ readonly response: Response; readonly settled: () => Promise<void> }> {
  const url = new URL(`https://house.example/v1${path ?? PATH[protocol]}${search}`)
  const request = new Request(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${newAgentToken(newId('rtr'))}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body ?? HELLO[protocol]),
    ...(signal === undefined ? {} : { signal }),
  })
  const read = await readCall({
    request,
    client: new ClientWatch(request, undefined),
    fetch: providerFetch(workersAi),
    protocol,
    path: path ?? PATH[protocol],
    trace: TRACE,
  })
  if (!read.ok) throw new Error(read.error.message)
  const tasks: Promise<void>[] = []
  const response = await answer(read.value.call, router, (task) => tasks.push(task))
  const settled = async (): Promise<void> => {
    for (let done = 0; done < tasks.length;) {
      const open = tasks.slice(done)
      done = tasks.length
      await Promise.all(open)
    }
  }
  return { response, settled }
}

const messages = [{ role: 'user', content: 'Hi' }]
/** The shortest request of each protocol. */
export const HELLO: Readonly<Record<Protocol, { readonly model: string }>> = {
  'anthropic-messages': Object.assign({ model: 'm' }, { max_tokens: 9, messages }),
  'openai-chat': Object.assign({ model: 'm' }, { messages }),
  'openai-responses': Object.assign({ model: 'm' }, { input: 'Hi' }),
  'openai-embeddings': Object.assign({ model: 'm' }, { input: 'Hi' }),
}
