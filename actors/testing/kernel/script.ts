import type { Job } from '@switchboard/kernel/jobs/job'
import type { Message } from '@switchboard/kernel/outbox/message'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

export type ProbeId = `probe_${string}`

/** What a probe does when the kernel calls it. */
export interface Script {
  /** What each of its jobs does. */
  jobs: Partial<Record<'poll' | 'tidy' | 'digest' | 'derived', Job['run']>>
  derivedDueAt: () => number | null
  isExpected: () => boolean
  /** How a message is handed to its target, instead of by RPC. */
  hand?: (message: Message, trace: Trace) => Promise<Result<unknown>>
  handJoined?: (messages: readonly Message[], trace: Trace) => Promise<Result<unknown>>
  /** What it answers when it is told something, before it takes note. */
  answer: (text: string) => Result<null, 'probe.refused'>
}

/** Kept outside of the actors, so that an eviction does not change what they are asked to do. */
const scripts = new Map<string, Script>()

export function scriptOf(id: string): Script {
  const script = scripts.get(id) ?? {
    jobs: {},
    derivedDueAt: () => null,
    isExpected: () => false,
    answer: () => ok(null),
  }
  scripts.set(id, script)
  return script
}
