/** `node scripts/generate/types.ts` makes every generated type file anew: the Workers' environments, the runtime, the API. */
import { runTool } from '../check/command.ts'
import { GENERATED } from '../check/freshness/worker-types.ts'

for (const { folder, file, args } of GENERATED) {
  await make({ program: 'wrangler', args: ['types', file, ...args], folder })
}
await make({ program: 'node', args: ['scripts/generate/app-type.ts'] })

async function make(command: Parameters<typeof runTool>[0]): Promise<void> {
  const { passed, output } = await runTool(command)
  if (passed) return
  console.error(output)
  process.exit(1)
}
