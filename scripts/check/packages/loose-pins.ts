/** The parts of a package.json that name versions. */
export type VersionFields = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/
const ELSEWHERE = new Set(['workspace:*', 'catalog:'])

/** @returns the dependencies of a manifest that are neither an exact version nor named by workspace or catalog */
export function loosePins(manifest: VersionFields): string[] {
  return FIELDS.flatMap((field) => Object.entries(manifest[field] ?? {}))
    .filter(([, version]) => !EXACT.test(version) && !ELSEWHERE.has(version))
    .map(([name, version]) => `${name} is "${version}"`)
}

/** The same for the `catalog:` block of pnpm-workspace.yaml. */
export function looseCatalogPins(workspace: string): string[] {
  const block = /^catalog:\n((?:(?:[ \t].*)?\n)*)/m.exec(workspace)?.[1] ?? ''
  const dependencies: Record<string, string> = {}
  for (const [, name, version] of block.matchAll(/^\s+['"]?([^'":\s]+)['"]?:\s*['"]?([^'"\s]+)/gm)) {
    if (name !== undefined && version !== undefined) dependencies[name] = version
  }
  return loosePins({ dependencies })
}
