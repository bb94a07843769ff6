import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import * as z from 'zod'
import { allocatorVariables } from '../../start/runtime/allocator.ts'
import { KIT, startPinned, targetOf } from './kit.ts'
import type { Started, Target } from './kit.ts'

const PORT = 9103

/** The cheapest pass-through that the runtime can do, which runs as it does in the house: no gateway on it can be quicker. */
export async function startFloor(folder: string): Promise<Target & Started> {
  const { default: workerd } = z
    .object({ default: z.string() })
    .parse(createRequire(import.meta.url)('workerd'))
  const file = path.join(folder, 'floor.capnp')
  await writeFile(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "floor", worker = .floor), (name = "internet", network = (allow = ["private"]))],
  sockets = [(name = "http", address = "127.0.0.1:${PORT}", http = (), service = "floor")]
);
const floor :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "${path.relative(folder, path.join(KIT, 'floor.js'))}")],
  compatibilityDate = "2026-11-01"
);`,
  )
  const base = `http://127.0.0.1:${PORT}`
  const started = await startPinned(1, [workerd, 'serve', file], `${base}/v1/models`, allocatorVariables())
  return { ...targetOf({ name: 'floor', base, pid: started.pid }), ...started }
}
