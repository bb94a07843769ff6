import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { PROJECT } from './project.ts'

/** A build tool ended with an error; the message is one line, the output is what the tool said. */
export class BuildFailure extends Error {
  readonly output: string

  constructor(what: string, output: string) {
    super(`could not build ${what}`)
    this.name = 'BuildFailure'
    this.output = output
  }
}

/**
 * Runs a tool of an installed package with this Node, quietly.
 * @param what is being built, for the error
 * @throws BuildFailure with everything the tool printed
 */
export async function runTool(
  what: string,
  tool: { readonly package: string; readonly bin: string; readonly from: string },
  args: readonly string[],
): Promise<void> {
  const child = spawn(process.execPath, [binOf(tool), ...args], {
    cwd: tool.from,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_WRITE_LOGS: 'false',
      WRANGLER_LOG_PATH: path.join(PROJECT, '.cache/wrangler'),
    },
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk))
  }
  const end = (): boolean => child.kill()
  process.once('exit', end)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  process.off('exit', end)
  if (code !== 0) throw new BuildFailure(what, output.join(''))
}

function binOf(tool: { readonly package: string; readonly bin: string; readonly from: string }): string {
  const manifest = createRequire(path.join(tool.from, 'package.json')).resolve(`${tool.package}/package.json`)
  const { bin } = z
    .object({ bin: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(manifest, 'utf8')))
  const file = bin[tool.bin]
  if (file === undefined) throw new Error(`${tool.package} has no command ${tool.bin}`)
  return path.join(path.dirname(manifest), file)
}
