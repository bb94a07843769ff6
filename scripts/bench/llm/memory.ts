import { readFileSync } from 'node:fs'
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ours } from './ours.ts'
import { CHAT, runWrk } from './wrk.ts'

const STREAMS = 500
const TIMES = 4
/** 100 chunks at this gap keep every stream open long enough to be counted beside all the others. */
const GAP_MS = 80

/** Resident memory of a process in MiB; NaN where the system does not tell. */
function residentOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** @returns one line: memory before, at the height of each wave of streams, and after the last */
export async function memoryOverStreams(ours: Ours): Promise<string> {
  const before = residentOf(ours.pid)
  const heights: number[] = []
  for (let wave = 0; wave < TIMES; wave++) {
    const streams = Array.from({ length: STREAMS }, (_, n) =>
      stream(ours, ours.tokens[n % ours.tokens.length] ?? ''),
    )
    let height = 0
    const done = Promise.all(streams)
    const sampler = setInterval(() => {
      height = Math.max(height, residentOf(ours.pid))
    }, 200)
    const whole = (await done).filter((isWhole) => isWhole).length
    clearInterval(sampler)
    if (whole !== STREAMS) console.log(`  only ${whole} of ${STREAMS} streams came whole`)
    heights.push(height)
  }
  await sleep(2_000)
  const shown = heights.map((height) => height.toFixed(0)).join(', ')
  return `${STREAMS} concurrent streams, ${TIMES} times: MiB before ${before.toFixed(0)}, at the heights ${shown}, after ${residentOf(ours.pid).toFixed(0)}`
}

/** @returns one line: memory after each tenth of so many calls */
export async function memoryOverCalls(ours: Ours, calls: number, folder: string): Promise<string> {
  const seen = [residentOf(ours.pid)]
  const until = performance.now() + 180_000
  let answered = 0
  const headers = ours.tokens.map((token) => ({ authorization: `Bearer ${token}` }))
  for (let tenth = 1; tenth <= 10 && performance.now() < until; tenth++) {
    while (answered < (calls / 10) * tenth && performance.now() < until) {
      answered += (await runWrk(ours, headers, { seconds: 1, connections: 32, folder })).answered
    }
    seen.push(residentOf(ours.pid))
  }
  return `${answered} calls: MiB ${seen.map((mib) => mib.toFixed(0)).join(', ')}`
}

const agent = new http.Agent({ keepAlive: true, maxSockets: STREAMS })

/** @returns whether the whole stream came */
function stream({ base }: Ours, token: string): Promise<boolean> {
  const body = JSON.stringify({ ...CHAT, stream: true })
  return new Promise((resolve) => {
    const request = http.request(
      `${base}/v1/chat/completions`,
      {
        agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-mock-gap-ms': String(GAP_MS),
        },
      },
      (response) => {
        let tail = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          tail = (tail + chunk).slice(-40)
        })
        response.once('close', () => resolve(tail.includes('[DONE]')))
      },
    )
    request.once('error', () => resolve(false))
    request.end(body)
  })
}
