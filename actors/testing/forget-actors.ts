import { listDurableObjectIds, reset, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

/** Of this runtime: ids stay listed when their storage is gone. */
const forgotten = new Set<string>()

/** Ends every actor of this runtime, and deletes what it stored and its alarm. */
export async function forgetActors(): Promise<void> {
  const { IDENTITY, INBOX, FEED, DIRECTORY, ROUTER, CHANNEL, CONVERSATION } = env
  // The reset passes over actors that are not in memory.
  await Promise.all([wake(IDENTITY), wake(INBOX), wake(FEED), wake(DIRECTORY)])
  await Promise.all([wake(ROUTER), wake(CHANNEL), wake(CONVERSATION)])
  await reset()
}

/** One that a test has spoilt does not wake, nor by its alarm. */
async function wake<T extends Rpc.DurableObjectBranded>(namespace: DurableObjectNamespace<T>): Promise<void> {
  const ids = (await listDurableObjectIds(namespace)).filter((id) => !forgotten.has(id.toString()))
  for (const id of ids) forgotten.add(id.toString())
  await Promise.allSettled(ids.map((id) => runInDurableObject(namespace.get(id), () => {})))
}
