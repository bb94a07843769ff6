import { Hono } from 'hono'
import { getStub } from '@switchboard/shared-types/door'
import { startTrace } from '@switchboard/shared-types/trace'
import type { BenchActor, BenchId } from './actor.ts'

export { BenchActor } from './actor.ts'

interface BenchEnv {
  readonly BENCH: DurableObjectNamespace<BenchActor>
}

const app = new Hono<{ Bindings: BenchEnv }>()

/** `?n=1000`: one of a thousand actors at random, as the bare runtime's routes choose theirs. */
function pick(asked: string | undefined): BenchId {
  const n = Number(asked ?? 1)
  return n <= 1 ? 'bench_hot' : `bench_${Math.floor(Math.random() * n)}`
}

for (const method of ['ping', 'select', 'insert', 'insertGrouped'] as const) {
  app.get(`/${method}`, async (context) => {
    const id = pick(context.req.query('n'))
    return context.text(String(await getStub(context.env.BENCH, id)[method](id, startTrace('edge'))))
  })
}

export default app
