import type { Agent } from './gate.ts'
import type { Upstream } from './upstream.ts'
import { cutAfter, errorBody, failsAfter } from './upstream/behaviour.ts'
import type { Behaviour } from './upstream/behaviour.ts'
import type { UpstreamCall } from './upstream/call.ts'
import { usage, words } from './upstream/reply.ts'

/** What is to happen to a call, chosen by chance from a seed. */
export interface Plan {
  readonly number: number
  readonly path: string
  readonly stream: boolean
  readonly mishap: 'none' | 'refused' | 'first-fails' | 'cut' | 'overload-event' | 'left'
  /** When the client goes away, in ms. */
  readonly leavesAfter: number
}

/** What its client saw of it. */
export interface Seen {
  readonly plan: Plan
  /** `gone`: the house was not there, or went away. `hung`: it was there and said nothing. */
  readonly end: 'whole' | 'refused' | 'broken' | 'left' | 'gone' | 'hung'
  /** Milliseconds since the epoch. */
  readonly endedAt: number
}

/** Many, because the failures of each open its own breaker. */
export const MODELS: readonly string[] = Array.from({ length: 40 }, (_, number) => `priced-${number}`)
const PATHS = ['/v1/messages', '/v1/chat/completions', '/v1/responses'] as const
const MISHAPS: readonly Plan['mishap'][] = [
  'none',
  'none',
  'none',
  'none',
  'refused',
  'first-fails',
  'cut',
  'overload-event',
  'left',
  'left',
]

/** @returns so many plans, the same ones for the same seed */
export function plansOf(count: number, seed: number): Plan[] {
  let state = seed
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
  return Array.from({ length: count }, (_, number) => ({
    number,
    path: PATHS[below(PATHS.length)] ?? PATHS[0],
    stream: below(3) > 0,
    mishap: MISHAPS[below(MISHAPS.length)] ?? 'none',
    leavesAfter: below(120),
  }))
}

/** Makes both providers answer each call as its plan says; the calls are told apart by what they ask. */
export function scriptPlans(plans: readonly Plan[], first: Upstream, second: Upstream): void {
  const planOf = (call: UpstreamCall): Plan | undefined => plans[numberOf(call)]
  for (const model of MODELS) {
    first.script(model, (call) => behaviourOf(planOf(call), call))
    second.script(model, (call) => {
      const plan = planOf(call)
      return behaviourOf(plan?.mishap === 'first-fails' ? { ...plan, mishap: 'none' } : plan, call)
    })
  }
}

/** @returns which call it is; NaN for none of these */
export function numberOf(call: UpstreamCall): number {
  return Number(/call number (\d+)\./.exec(call.bytes.toString())?.[1])
}

function behaviourOf(plan: Plan | undefined, { path, number }: UpstreamCall): Behaviour {
  const reply = {
    ...words(6),
    usage: usage({
      input: 100 + number,
      output: 1 + (number % 17),
      cacheRead: number % 5,
      cacheWrite: number % 3,
    }),
  }
  switch (plan?.mishap) {
    case 'refused':
      return { status: 400, body: errorBody(path, 400) }
    case 'first-fails':
      return { status: 500, body: errorBody(path, 500) }
    case 'cut':
      return plan.stream ? cutAfter(5, { reply }) : { silent: 'reset' }
    case 'overload-event':
      return plan.stream ? { ...failsAfter(5), reply } : { status: 529, body: errorBody(path, 529) }
    case 'left':
      return { reply, delayMs: 20, gapMs: 20 }
    default:
      return { reply, gapMs: number % 4 }
  }
}

/** Far more than any plan takes. */
const PATIENCE_MS = 60_000

/** Makes the call as its plan says, and hears it to its end. */
export async function carryOut(agent: Agent, plan: Plan): Promise<Seen> {
  const leaving = new AbortController()
  const timer = plan.mishap === 'left' ? setTimeout(() => leaving.abort(), plan.leavesAfter) : undefined
  const end = await hear(agent, plan, leaving.signal)
  clearTimeout(timer)
  return { plan, end, endedAt: Date.now() }
}

async function hear(
  agent: Agent,
  { number, path, stream }: Plan,
  leaving: AbortSignal,
): Promise<Seen['end']> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const signal = AbortSignal.any([leaving, patience])
  const content = `This is call number ${number}.`
  const asked = path === '/v1/responses' ? { input: content } : { messages: [{ role: 'user', content }] }
  const bound = path === '/v1/messages' ? { max_tokens: 64 } : {}
  const model = MODELS[number % MODELS.length]
  const headers = { 'x-claude-code-session-id': String(number) }
  const body = JSON.stringify({ model, stream, ...bound, ...asked })
  try {
    const answer = await agent.post(path, body, { headers, signal })
    const text = await answer.text()
    if (answer.status !== 200) return 'refused'
    return stream && !/message_stop|\[DONE\]|response\.completed/.test(text) ? 'broken' : 'whole'
  } catch {
    if (leaving.aborted) return 'left'
    return patience.aborted ? 'hung' : 'gone'
  }
}
