import { createHmac, randomUUID } from 'node:crypto'

/** An event for a webhook channel, signed as https://www.standardwebhooks.com says it. */
export function signedEvent(event: unknown, secret: string): RequestInit {
  const body = JSON.stringify(event)
  const [id, at] = [randomUUID(), Math.floor(Date.now() / 1000)]
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${mac}`,
  }
  return { method: 'POST', headers, body }
}
