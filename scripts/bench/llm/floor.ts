import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import * as z from 'zod'
import { allocatorVariables } from '../../start/runtime/allocator.ts'
import { KIT, startPinned, targetOf } from './kit.ts'
import type { Started, Target } from './kit.ts'

/** The cheapest pass-through that the runtime can do, as the runtime comes: what the kit compares with. */
export function startFloor(folder: string): Promise<Target & Started> {
  return start(folder, { name: 'floor', port: 9103, environment: {} })
}

/** The same with the allocator as the house sets it: only the CPU of a request is compared with it. */
export function startTunedFloor(folder: string): Promise<Target & Started> {
  const skip = '^(?!chat-json-wrk32)'
  return start(folder, { name: 'floor-tuned', port: 9104, environment: allocatorVariables(), skip })
}

interface Floor {
  readonly name: string
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
  readonly skip?: string
}

async function start(folder: string, { port, environment, ...described }: Floor): Promise<Target & Started> {
  const { default: workerd } = z
    .object({ default: z.string() })
    .parse(createRequire(import.meta.url)('workerd'))
  const file = path.join(folder, `${described.name}.capnp`)
  await writeFile(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "floor", worker = .floor), (name = "internet", network = (allow = ["private"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "floor")]
);
const floor :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "${path.relative(folder, path.join(KIT, 'floor.js'))}")],
  compatibilityDate = "2026-11-01"
);`,
  )
  const base = `http://127.0.0.1:${port}`
  const started = await startPinned(1, [workerd, 'serve', file], `${base}/v1/models`, environment)
  return { ...targetOf({ ...described, base, pid: started.pid }), ...started }
}
