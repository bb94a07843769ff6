import { z } from 'zod'
import { findFiles, readText } from '../project.ts'
import { looseCatalogPins, loosePins } from './loose-pins.ts'

const Versions = z.record(z.string(), z.string()).optional()
const Manifest = z.object({
  dependencies: Versions,
  devDependencies: Versions,
  optionalDependencies: Versions,
  peerDependencies: Versions,
})

/** Every version in every manifest is exact: what is installed today is what was tried. */
export async function findLoosePins(): Promise<string[]> {
  const findings = looseCatalogPins(await readText('pnpm-workspace.yaml')).map(
    (finding) => `pnpm-workspace.yaml: ${finding}`,
  )
  for (const file of await findFiles('**/package.json')) {
    const manifest = Manifest.parse(JSON.parse(await readText(file)))
    findings.push(...loosePins(manifest).map((finding) => `${file}: ${finding}`))
  }
  return findings
}
