/** An actor host to be killed: it runs in a plain workerd, and every answer of it is a promise to be held to. */
import { asc, count, eq } from 'drizzle-orm'
import { Actor } from '@switchboard/kernel/actor'
import { AppliedCalls } from '@switchboard/kernel/dedupe/applied-calls'
import type { ActorContract } from '@switchboard/shared-types/contracts/actor'
import { getStub } from '@switchboard/shared-types/door'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import migrations from './migrations/migrations.js'
import { notes } from './schema.ts'

export { DirectoryActor } from '@switchboard/directory/actor'

type CrashId = `crash_${string}`

interface CrashEnv extends ActorsEnv {
  readonly CRASH: DurableObjectNamespace<CrashActor>
}

const NOTE = 'crash.note'

export class CrashActor extends Actor<CrashId> implements ActorContract<CrashId> {
  readonly #applied: AppliedCalls

  constructor(ctx: DurableObjectState, env: CrashEnv) {
    super(ctx, env, () => ({
      kind: 'inbox',
      migrations,
      resident: 'poll',
      jobs: {
        poll: { run: async () => this.#add(`poll due ${this.jobs.scheduledFor('poll')}`) },
        flaky: { run: async () => this.#succeedAtLast() },
      },
      routes: {
        [NOTE]: ({ key, target, body }, trace) => {
          const id = crashId(target)
          return getStub(env.CRASH, id).note(id, trace, { key, text: String(JSON.parse(body)) })
        },
      },
    }))
    this.#applied = new AppliedCalls(this.db)
  }

  tell(id: CrashId, trace: Trace, target: CrashId, text: string): Promise<number> {
    return this.call(id, trace, (inner) =>
      this.commits.write(() => {
        this.mail.send(NOTE, target, text, inner)
        this.#add(text)
        return this.#count(text)
      }),
    )
  }

  note(id: CrashId, trace: Trace, { key, text }: { key: string; text: string }): Promise<Result<null>> {
    return this.call(id, trace, async () => {
      await this.commits.write(() =>
        this.#applied.once(key, new Date(), () => {
          this.#add(text)
          return ''
        }),
      )
      return ok(null)
    })
  }

  schedule(id: CrashId, trace: Trace, job: string, inMs: number): Promise<number> {
    return this.call(id, trace, () => {
      const dueAt = Date.now() + inMs
      this.jobs.schedule(job, dueAt)
      return dueAt
    })
  }

  notes(id: CrashId, trace: Trace): Promise<string[]> {
    return this.call(id, trace, () => {
      const rows = this.db.select().from(notes).orderBy(asc(notes.seq)).all()
      return rows.map(({ text }) => text)
    })
  }

  #add(text: string): void {
    this.db.insert(notes).values({ text }).run()
  }

  #count(text: string): number {
    return this.db.select({ rows: count() }).from(notes).where(eq(notes.text, text)).get()?.rows ?? 0
  }

  #succeedAtLast(): void {
    this.#add('flaky ran')
    if (this.#count('flaky ran') < 3) throw new Error('no luck')
  }
}

function crashId(name: string): CrashId {
  return name.startsWith('crash_') ? `crash_${name.slice('crash_'.length)}` : `crash_${name}`
}

export default {
  async fetch(request: Request, env: CrashEnv): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const asked = (name: string): string => searchParams.get(name) ?? ''
    const id = crashId(asked('id'))
    const stub = getStub(env.CRASH, id)
    const trace = startTrace('test')
    switch (pathname) {
      case '/tell':
        return Response.json(await stub.tell(id, trace, crashId(asked('target')), asked('text')))
      case '/schedule':
        return Response.json(await stub.schedule(id, trace, asked('job'), Number(asked('in'))))
      case '/notes':
        return Response.json(await stub.notes(id, trace))
      case '/health':
        return Response.json(await stub.health(id, trace))
      case '/field':
        return Response.json(await reach(stub, asked('field'), id))
      default:
        return new Response(null, { status: 404 })
    }
  },
}

/** What a caller gets to see of a field, read and called. */
async function reach(stub: object, field: string, id: CrashId): Promise<string[]> {
  const got: string[] = []
  for (const call of [false, true]) {
    try {
      const property: unknown = Reflect.get(stub, field)
      const value: unknown = await (call && typeof property === 'function'
        ? Reflect.apply(property, stub, [id])
        : property)
      got.push(`reached ${String(value)}`)
    } catch (thrown) {
      got.push(thrown instanceof Error ? thrown.message : String(thrown))
    }
  }
  return got
}
