import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { BuiltWorker } from '../../build/house.ts'
import type { WranglerConfig } from '../../build/worker-config.ts'
import { Literal, type Value } from './capnp.ts'

/** The name of the disk service that the actors' storage is in. */
export const STORAGE_SERVICE = 'storage'

const MODULE_KINDS: Readonly<Record<string, string>> = {
  '.js': 'esModule',
  '.mjs': 'esModule',
  '.sql': 'text',
  '.txt': 'text',
  '.html': 'text',
  '.bin': 'data',
  '.wasm': 'wasm',
}

/**
 * A Worker as workerd's configuration has it: modules, bindings and namespaces, all from its wrangler.jsonc.
 * @param vars values that stand above those of wrangler.jsonc, for the Workers that declare them
 * @param assets the service that stands behind the Worker's ASSETS binding
 * @param configFolder where the configuration will be, since it names modules by relative paths
 * @param awake the classes whose objects are never evicted
 * @param extraBindings beside those of its wrangler.jsonc
 */
export function workerOf(
  { target, folder }: BuiltWorker,
  vars: Readonly<Record<string, string>>,
  assets: string,
  configFolder: string,
  awake: readonly string[] = [],
  extraBindings: readonly Value[] = [],
): Readonly<Record<string, Value | undefined>> {
  const { config } = target
  const classes = ownClasses(config)
  return {
    modules: modulesOf(config, folder, configFolder),
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    bindings: [
      ...objectBindings(config),
      ...serviceBindings(config, assets),
      ...valueBindings(config, vars),
      ...extraBindings,
    ],
    durableObjectNamespaces: classes.map((name) => ({
      className: name,
      // The folder of its files and part of every object's id: never change it.
      uniqueKey: `${config.name}-${name}`,
      enableSql: true,
      preventEviction: awake.includes(name),
    })),
    durableObjectStorage: classes.length === 0 ? undefined : { localDisk: STORAGE_SERVICE },
  }
}

/** The classes of actors that live in this Worker and not in one it binds. */
export function ownClasses(config: WranglerConfig): string[] {
  const own = config.durable_objects.bindings.filter((binding) => binding.script_name === undefined)
  return own.map((binding) => binding.class_name)
}

/** The first module is the one that runs. */
function modulesOf(config: WranglerConfig, folder: string, configFolder: string): Value {
  const entry = `${path.basename(config.main, path.extname(config.main))}.js`
  const others = readdirSync(folder).filter((name) => name !== entry)
  return [entry, ...others].flatMap((name) => {
    const kind = MODULE_KINDS[path.extname(name)]
    if (kind === undefined) return []
    const file = path.relative(configFolder, path.join(folder, name))
    return [{ name, [kind]: new Literal(`embed ${JSON.stringify(file)}`) }]
  })
}

function objectBindings(config: WranglerConfig): Value[] {
  return config.durable_objects.bindings.map(({ name, class_name, script_name }) => ({
    name,
    durableObjectNamespace: { className: class_name, serviceName: script_name },
  }))
}

function serviceBindings(config: WranglerConfig, assets: string): Value[] {
  const services = config.services.map(({ binding, service, entrypoint }) => ({
    name: binding,
    service: { name: service, entrypoint },
  }))
  return config.assets === undefined
    ? services
    : [...services, { name: config.assets.binding, service: assets }]
}

/** Secrets come through the runtime's environment, so that the configuration can be read by anyone. */
function valueBindings(config: WranglerConfig, vars: Readonly<Record<string, string>>): Value[] {
  const declared = Object.entries(config.vars)
  return [
    ...declared.map(([name, text]) => ({ name, text: vars[name] ?? text })),
    ...config.secrets.required.map((name) => ({ name, fromEnvironment: name })),
  ]
}
