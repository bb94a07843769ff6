import { OWN_TOKEN } from '@switchboard/shared-types/contracts/lease'
import type { Lease, LeaseRequest, Settlement } from '@switchboard/shared-types/contracts/lease'
import { getStub } from '@switchboard/shared-types/door'
import type { RouterId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { readConfig } from '../config.ts'
import type { OutboundOptions } from '../outbound/guarded-fetch.ts'
import { estimateTokens } from './estimate.ts'
import type { ModelAnswer, Question } from './question.ts'
import { settleCall } from './settle-call.ts'
import { tryAttempt } from './try-attempt.ts'
import type { Outcome } from './try-attempt.ts'

export interface ModelParts {
  readonly env: ActorsEnv
  /** Whose providers, keys, routes and budgets. */
  readonly router: RouterId
  /** The runtime's fetch, or the outside world of a test. */
  readonly send: OutboundOptions['fetch']
}

/** All attempts together: somebody waits for the answer. The guarded fetch bounds each of them besides. */
const TIME_MS = 60_000

/**
 * Asks a model as an agent would: by lease of the person's router, one provider behind the other, settled once.
 *
 * @returns the answer, or in one sentence why there is none: the router's own word, or the last provider's
 */
export async function askModel(
  { env, router, send }: ModelParts,
  trace: Trace,
  question: Question,
): Promise<Result<ModelAnswer, 'model.unavailable'>> {
  const startedAt = Date.now()
  const request = leaseRequestOf(question)
  const leased = await getStub(env.ROUTER, router).lease(router, trace, request)
  if (!leased.ok) return err('model.unavailable', leased.error.message)
  const lease = leased.value
  const outcomes: Outcome[] = []
  try {
    const outbound = { fetch: send, policy: { allow: readConfig(env).allowNetwork } }
    for (const attempt of lease.attempts) {
      const left = startedAt + TIME_MS - Date.now()
      if (left <= 0) break
      const outcome = await tryAttempt(attempt, question, outbound, Math.min(left, attempt.timeoutMs))
      outcomes.push(outcome)
      if (isLastWord(outcome)) break
    }
  } finally {
    const settlement = settlementOf(lease, request, question, outcomes, Date.now() - startedAt)
    await settleCall(env, router, trace, settlement)
  }
  return answerOf(lease, outcomes)
}

function leaseRequestOf({ purpose, model, system, prompt, maxOutputTokens }: Question): LeaseRequest {
  return {
    tokenHash: OWN_TOKEN,
    protocol: 'openai-chat',
    traits: {
      model,
      stream: false,
      estimatedInputTokens: estimateTokens(system) + estimateTokens(prompt),
      maxOutputTokens,
      thinking: false,
      images: 0,
      tools: 0,
    },
    session: purpose,
    agent: `switchboard/${purpose}`,
    expected: 0,
  }
}

/** An answer, or a refusal that every provider would repeat. Who was never asked has not refused. */
function isLastWord({ answer, report }: Outcome): boolean {
  return answer !== null || (report.fault === 'none' && report.status !== null)
}

function settlementOf(
  { callId, keepsContent }: Lease,
  { traits }: LeaseRequest,
  { model, system, prompt, maxOutputTokens }: Question,
  outcomes: readonly Outcome[],
  durationMs: number,
): Settlement {
  const last = outcomes.at(-1)
  const answer = last?.answer ?? null
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: prompt },
  ]
  const asked = { model, max_tokens: maxOutputTokens, messages }
  return {
    callId,
    status: answer === null ? 'failed' : 'ok',
    httpStatus: last?.report.status ?? null,
    attempts: outcomes.map(({ report }) => report),
    usage: answer && (answer.usage ?? estimateOf(traits.estimatedInputTokens, answer.text)),
    exact: answer === null || answer.usage !== null,
    ttfbMs: answer === null ? null : durationMs,
    durationMs,
    notes: outcomes.flatMap(({ notes }) => notes),
    content: keepsContent ? { request: JSON.stringify(asked), answer: answer?.text ?? '' } : null,
    begun: null,
  }
}

function answerOf({ callId }: Lease, outcomes: readonly Outcome[]): Result<ModelAnswer, 'model.unavailable'> {
  const last = outcomes.at(-1)
  if (last === undefined || last.answer === null) {
    return err('model.unavailable', last?.report.reason ?? 'No provider was there to ask.')
  }
  const { answer, report } = last
  if (answer.text === '') return err('model.unavailable', `${report.model} answered with no text.`)
  return ok({ text: answer.text, model: report.model, callId })
}

function estimateOf(input: number, text: string): NonNullable<Settlement['usage']> {
  const output = estimateTokens(text)
  return { input, output, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }
}
