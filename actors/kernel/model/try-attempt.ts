import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { Attempt, AttemptReport } from '@switchboard/shared-types/contracts/lease'
import { faultOf } from '@switchboard/shared-types/provider-fault'
import { generateText } from 'ai'
import type { OutboundOptions } from '../outbound/guarded-fetch.ts'
import { Exchange } from './exchange.ts'
import { modelOf } from './provider-model.ts'
import type { Question } from './question.ts'
import { usedBy } from './used.ts'

/** What became of one attempt. */
export interface Outcome {
  readonly report: AttemptReport
  /** Null where there is none; then the report says why. */
  readonly answer: { readonly text: string; readonly usage: TokenUsage | null } | null
  readonly notes: readonly string[]
}

type Verdict = Pick<AttemptReport, 'status' | 'reason' | 'fault' | 'retryAfterSeconds'>

/** In the ledger. */
const LONGEST_REASON = 300

// What the SDK has to say goes to the ledger with the call, not to the console.
globalThis.AI_SDK_LOG_WARNINGS = false

/** Asks one provider, once. @param timeoutMs until the end of the answer */
export async function tryAttempt(
  attempt: Attempt,
  { system: instructions, prompt, maxOutputTokens }: Question,
  outbound: Pick<OutboundOptions, 'fetch' | 'policy'>,
  timeoutMs: number,
): Promise<Outcome> {
  const startedAt = Date.now()
  const exchange = new Exchange(attempt, outbound, timeoutMs)
  const model = modelOf(attempt, exchange)
  if (model === null) return { report: reportOf(attempt, unspoken(attempt), 0), answer: null, notes: [] }
  const over = (verdict: Verdict): AttemptReport => reportOf(attempt, verdict, Date.now() - startedAt)
  try {
    const {
      text,
      usage,
      warnings = [],
    } = await generateText({
      model,
      instructions,
      prompt,
      maxOutputTokens,
      maxRetries: 0,
    })
    const notes = [...exchange.notes, ...warnings.map((warning) => JSON.stringify(warning))]
    return { report: over(fine(exchange)), answer: { text: text.trim(), usage: usedBy(usage) }, notes }
  } catch (thrown) {
    return { report: over(judge(exchange, attempt, thrown)), answer: null, notes: exchange.notes }
  }
}

function reportOf({ index, provider, model }: Attempt, verdict: Verdict, ms: number): AttemptReport {
  return { index, provider, model, ms, ...verdict }
}

function fine({ status }: Exchange): Verdict {
  return { status, reason: null, fault: 'none', retryAfterSeconds: null }
}

function unspoken({ protocol }: Attempt): Verdict {
  const reason = `Switchboard itself does not speak ${protocol}.`
  return { status: null, reason, fault: 'none', retryAfterSeconds: null }
}

/** @throws what was thrown before anybody was asked: that is no provider's fault */
function judge({ status, problem, retryAfterSeconds }: Exchange, attempt: Attempt, thrown: unknown): Verdict {
  if (problem !== null) return { status: null, reason: problem, fault: 'provider', retryAfterSeconds: null }
  if (status === null || !(thrown instanceof Error)) throw thrown
  if (status < 300) {
    const reason = 'The provider’s answer could not be read.'
    return { status, reason, fault: 'provider', retryAfterSeconds: null }
  }
  const said = thrown.message || 'The provider gave an error without a message.'
  const reason = `${status}: ${withoutSecrets(said, attempt)}`.slice(0, LONGEST_REASON)
  return { status, reason, fault: faultOf(status), retryAfterSeconds }
}

/** A provider may repeat the key that it refuses. */
function withoutSecrets(text: string, { headers }: Attempt): string {
  const secrets = Object.values(headers).map((value) => value.replace(/^\S+ /, ''))
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text)
}
