/**
 * `node scripts/bench/main.ts` runs every benchmark, one after the other; `... polls bare` only those; `... --list`
 * names them. They print figures beside their targets and assert nothing.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'

const folders = await readdir(import.meta.dirname, { withFileTypes: true })
const names = folders
  .map(({ name }) => name)
  .filter((name) => existsSync(scriptOf(name)))
  .toSorted()
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => name !== '--list' && !names.includes(name))

if (unknown.length > 0) {
  console.error(`there is no benchmark ${unknown.join(', ')}; there are: ${names.join(', ')}`)
  process.exitCode = 2
} else if (asked.includes('--list')) {
  for (const name of names) console.log(name)
} else {
  for (const name of asked.length > 0 ? asked : names) await run(name)
}

function scriptOf(name: string): string {
  return path.join(import.meta.dirname, name, 'run.ts')
}

/** Runs one in a process of its own, so that none finds the machine as another left it. */
async function run(name: string): Promise<void> {
  console.log(`\n== ${name}`)
  const child = spawn(process.execPath, [scriptOf(name)], { stdio: 'inherit' })
  await once(child, 'exit')
  if (child.exitCode !== 0) process.exitCode = 1
}
