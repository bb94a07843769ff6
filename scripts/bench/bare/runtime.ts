import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

export interface BenchWorker {
  readonly name: string
  /** The built module, relative to the folder. */
  readonly module: string
  /** Binding name to class name. */
  readonly objects: Readonly<Record<string, string>>
}

export interface BenchRuntime {
  /** Where each Worker answers, by its name. */
  readonly urls: ReadonlyMap<string, string>
  /** Processor time used so far in ms, where the system tells (Linux). */
  cpuMs(): number
  /** Memory that the process holds in MB (2^20 bytes), where the system tells (Linux). */
  memoryMb(): number
  stop(signal?: NodeJS.Signals): Promise<void>
}

const Listening = z.object({ event: z.literal('listen'), socket: z.string(), port: z.number() })
const Workerd = z.object({ default: z.string() })

/**
 * Runs Workers side by side in one plain workerd, each on a port of its own, with its objects on disk.
 * @param folder holds the built modules; gets the configuration and the state
 */
export async function startRuntime(folder: string, workers: readonly BenchWorker[]): Promise<BenchRuntime> {
  for (const { name } of workers) await mkdir(path.join(folder, `state-${name}`), { recursive: true })
  await writeFile(path.join(folder, 'config.capnp'), configOf(folder, workers))
  const { default: binary } = Workerd.parse(createRequire(import.meta.url)('workerd'))
  const serve = [
    binary,
    'serve',
    path.join(folder, 'config.capnp'),
    'config',
    '--experimental',
    '--control-fd=3',
  ]
  // Every active object holds three files open.
  const script = 'ulimit -n "$(ulimit -Hn)"; exec "$0" "$@"'
  const child = spawn('sh', ['-c', script, ...serve], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] })
  const control = child.stdio[3]
  if (control === null || control === undefined || !('read' in control)) throw new Error('no control channel')
  const urls = new Map<string, string>()
  for await (const line of createInterface({ input: control })) {
    const { socket, port } = Listening.parse(JSON.parse(line))
    urls.set(socket, `http://127.0.0.1:${port}`)
    if (urls.size === workers.length) break
  }
  if (urls.size < workers.length) throw new Error('workerd did not start')
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  const pid = child.pid ?? 0
  return { urls, cpuMs: () => cpuMsOf(pid), memoryMb: () => memoryMbOf(pid), stop }
}

/** utime and stime of proc(5), in its usual ticks of 10 ms; NaN where there is no such file. */
function cpuMsOf(pid: number): number {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(afterName[11]) + Number(afterName[12])) * 10
  } catch {
    return Number.NaN
  }
}

/** VmRSS of proc(5); NaN where there is no such file. */
function memoryMbOf(pid: number): number {
  try {
    const [, kb] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kb) / 1024
  } catch {
    return Number.NaN
  }
}

function configOf(folder: string, workers: readonly BenchWorker[]): string {
  const services = workers.map(
    ({ name }) => `(name = "${name}", worker = .${name}),
    (name = "disk-${name}", disk = (path = "${path.join(folder, `state-${name}`)}", writable = true))`,
  )
  const sockets = workers.map(
    ({ name }) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`,
  )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${services.join(', ')}], sockets = [${sockets.join(', ')}]);
${workers.map(workerOf).join('\n')}`
}

function workerOf({ name, module, objects }: BenchWorker): string {
  const namespaces = [...new Set(Object.values(objects))].map(
    (className) => `(className = "${className}", uniqueKey = "${name}-${className}", enableSql = true)`,
  )
  const bindings = Object.entries(objects).map(
    ([binding, className]) => `(name = "${binding}", durableObjectNamespace = "${className}")`,
  )
  return `const ${name} :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "${module}")],
  compatibilityDate = "2026-11-01",
  durableObjectNamespaces = [${namespaces.join(', ')}],
  durableObjectStorage = (localDisk = "disk-${name}"),
  bindings = [${bindings.join(', ')}]
);`
}
