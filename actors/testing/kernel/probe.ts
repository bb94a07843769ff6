import { asc } from 'drizzle-orm'
import { Actor } from '@switchboard/kernel/actor'
import { AppliedCalls } from '@switchboard/kernel/dedupe/applied-calls'
import type { Job, Jobs } from '@switchboard/kernel/jobs/job'
import type { JoinedRoute, Route } from '@switchboard/kernel/outbox/message'
import type { ActorContract } from '@switchboard/shared-types/contracts/actor'
import { getStub } from '@switchboard/shared-types/door'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import migrations from './migrations/migrations.js'
import { probes } from './probes.ts'
import { notes } from './schema.ts'
import { scriptOf } from './script.ts'
import type { ProbeId } from './script.ts'

/** The one kind of message that probes tell each other. */
export const NOTE = 'probe.note'
/** The same where several go in one call. */
export const JOINED_NOTE = 'probe.joined-note'

/** A fault that a test has asked for. */
class ProbeBroken extends Error {
  readonly code = 'probe.broken'
}

/** An actor of nothing but the kernel, that does what its script says. */
export class ProbeActor extends Actor<ProbeId> implements ActorContract<ProbeId> {
  /** The kernel's parts, for tests that stand inside the object. */
  readonly parts = {
    db: this.db,
    commits: this.commits,
    jobs: this.jobs,
    mail: this.mail,
    call: this.call,
    erase: this.erase,
    applied: new AppliedCalls(this.db),
  }

  constructor(ctx: DurableObjectState, env: ActorsEnv) {
    const id = ctx.id.name ?? ''
    super(ctx, env, () => ({
      kind: 'inbox',
      migrations,
      resident: 'poll',
      jobs: jobsOf(id),
      routes: { [NOTE]: noteRoute(id), [JOINED_NOTE]: joinedRoute(id) },
    }))
  }

  /** Takes note of a text, once for each key. */
  note(id: ProbeId, trace: Trace, { key, text }: { key: string; text: string }): Promise<Result<null>> {
    return this.call(id, trace, () => {
      const answer = scriptOf(id).answer(text)
      if (!answer.ok) return answer
      this.ctx.storage.transactionSync(() =>
        this.parts.applied.once(key, new Date(), () => {
          this.db.insert(notes).values({ text }).run()
          return ''
        }),
      )
      return ok(null)
    })
  }

  notes(id: ProbeId, trace: Trace): Promise<string[]> {
    return this.call(id, trace, () =>
      this.db
        .select()
        .from(notes)
        .orderBy(asc(notes.seq))
        .all()
        .map(({ text }) => text),
    )
  }

  tell(id: ProbeId, trace: Trace, target: ProbeId, text: string): Promise<void> {
    return this.call(id, trace, (inner) => this.mail.send(NOTE, target, text, inner))
  }

  /** Goes through to the last of the probes, which breaks. */
  break(id: ProbeId, trace: Trace, [next, ...rest]: readonly ProbeId[], secret: string): Promise<void> {
    return this.call(id, trace, (inner) => {
      if (next === undefined) throw new ProbeBroken('broken as asked')
      return getStub(probes.PROBE, next).break(next, inner, rest, secret)
    })
  }
}

function jobsOf(id: string): Jobs {
  const job = (name: 'poll' | 'tidy' | 'digest' | 'derived'): Job => ({
    run: async (trace) => await scriptOf(id).jobs[name]?.(trace),
  })
  return {
    poll: { ...job('poll'), isExpected: () => scriptOf(id).isExpected() },
    tidy: job('tidy'),
    digest: job('digest'),
    derived: { ...job('derived'), dueAt: () => scriptOf(id).derivedDueAt() },
  }
}

function noteRoute(id: string): Route {
  return (message, trace) => {
    const { hand } = scriptOf(id)
    return hand === undefined ? handOver(message, trace) : hand(message, trace)
  }
}

function joinedRoute(id: string): JoinedRoute {
  return { joined: async (messages, trace) => (await scriptOf(id).handJoined?.(messages, trace)) ?? ok(null) }
}

/** Hands a message over by RPC. */
export const handOver: Route = async ({ key, target, body }, trace) => {
  const id = probeId(target)
  return await getStub(probes.PROBE, id).note(id, trace, { key, text: String(JSON.parse(body)) })
}

export function probeId(name: string): ProbeId {
  return name.startsWith('probe_') ? `probe_${name.slice('probe_'.length)}` : `probe_${name}`
}
