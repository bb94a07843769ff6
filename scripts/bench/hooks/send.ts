import { createHmac, randomUUID } from 'node:crypto'
import http from 'node:http'
import { inLanes } from '../statistics.ts'

export const CONNECTIONS = 32

/** A request that was made before its time is taken. */
export interface Prepared {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A message as the generic webhook takes it, signed (https://www.standardwebhooks.com). */
export function signedMessage(
  hook: { readonly url: string; readonly secret: string },
  { thread, text }: { readonly thread: string; readonly text: string },
): Prepared {
  const id = randomUUID()
  const at = String(Math.floor(Date.now() / 1000))
  const body = JSON.stringify({ type: 'message', id, thread, author: { id: 'cat', name: 'Cat' }, text })
  const key = Buffer.from(hook.secret.replace(/^whsec_/, ''), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': at,
    'webhook-signature': `v1,${mac}`,
  }
  return { url: hook.url, headers, body }
}

/** Sends all of them over 32 connections. @returns how many were accepted in a second */
export async function sendAll(requests: readonly Prepared[]): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const started = performance.now()
  await inLanes(requests, CONNECTIONS, (request) => send(request, agent))
  const seconds = (performance.now() - started) / 1_000
  agent.destroy()
  return requests.length / seconds
}

/** @throws where the answer is no 200 */
export function send({ url, headers, body }: Prepared, agent?: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body)
    const options = { method: 'POST', headers: { ...headers, 'content-length': length }, agent }
    const request = http.request(url, options, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.resume().once('end', resolve)
    })
    request.once('error', reject)
    request.end(body)
  })
}
