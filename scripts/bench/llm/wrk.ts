import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { runPinned } from './kit.ts'
import type { Target } from './kit.ts'

/** The kit's chat request: 1.7 KB. */
export const CHAT = {
  model: 'mock',
  messages: [
    { role: 'system', content: `You are terse. ${'x'.repeat(1_500)}` },
    { role: 'user', content: 'Say hello in one word.' },
  ],
}

/** Sends chat requests over so many connections, each with the next ones of the headers. */
export async function runWrk(
  target: Pick<Target, 'base'>,
  headers: readonly Readonly<Record<string, string>>[],
  { seconds, connections, folder }: { seconds: number; connections: number; folder: string },
): Promise<{ readonly rps: number; readonly answered: number }> {
  const file = path.join(folder, 'headers.lua')
  await writeFile(file, scriptOf(headers))
  const url = `${target.base}/v1/chat/completions`
  const said = await runPinned(
    ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', file, url],
    folder,
  )
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]
  const answered = /(\d+) requests in/.exec(said)?.[1]
  if (rate === undefined || /Non-2xx|Socket errors/.test(said)) throw new Error(`wrk said: ${said}`)
  return { rps: Number(rate), answered: Number(answered) }
}

function scriptOf(headers: readonly Readonly<Record<string, string>>[]): string {
  return `local headers = {${headers.map(tableOf).join(', ')}}
local body = ${JSON.stringify(JSON.stringify(CHAT))}
local made, n = {}, 0
function init()
  for i, each in ipairs(headers) do
    each["content-type"] = "application/json"
    made[i] = wrk.format("POST", nil, each, body)
  end
end
function request()
  n = n + 1
  return made[n % #made + 1]
end
`
}

function tableOf(headers: Readonly<Record<string, string>>): string {
  const members = Object.entries(headers).map(
    ([name, value]) => `[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  )
  return `{${members.join(', ')}}`
}
