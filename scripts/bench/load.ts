import { execFile } from 'node:child_process'
import http from 'node:http'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Sends GET requests over so many connections for a while, and says how many were answered per second. */
export type Load = (url: string, options: { connections: number; seconds: number }) => Promise<number>

/** wrk where it is installed; else a generator of our own, which one core bounds at some 10,000 a second. */
export async function findLoad(): Promise<{ readonly name: string; readonly load: Load }> {
  const found = await run('wrk', ['-v']).then(
    () => true,
    (failure: NodeJS.ErrnoException) => failure.code !== 'ENOENT',
  )
  return found ? { name: 'wrk', load: loadByWrk } : { name: 'node', load: loadByNode }
}

const loadByWrk: Load = async (url, { connections, seconds }) => {
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, url])
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`${url}: ${stdout}`)
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]
  if (rate === undefined) throw new Error(`wrk said: ${stdout}`)
  return Number(rate)
}

const loadByNode: Load = async (url, { connections, seconds }) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const end = performance.now() + seconds * 1_000
  let answered = 0
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      await get(url, agent)
      answered++
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  agent.destroy()
  return answered / seconds
}

/** Answers once, with the body read. @throws where the answer is no 200 */
export function get(url: string, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.resume().once('end', resolve)
    })
    request.once('error', reject)
  })
}
