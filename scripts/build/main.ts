import { buildHouse, publishPage } from './house.ts'
import { BuildFailure } from './tool.ts'

try {
  const house = await buildHouse()
  publishPage(house)
  for (const { target, folder } of house.workers) process.stdout.write(`${target.key.padEnd(8)}${folder}\n`)
  process.stdout.write(`${'page'.padEnd(8)}${house.page}\n`)
} catch (thrown) {
  if (!(thrown instanceof BuildFailure)) throw thrown
  process.stderr.write(`${thrown.output}\nswitchboard: ${thrown.message}\n`)
  process.exitCode = 1
}
