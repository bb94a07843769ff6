import { createHmac, randomUUID } from 'node:crypto'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ChannelId, MessageId } from '@switchboard/shared-types/ids'
import { failureOf, type Device } from './device.ts'
import { eventually } from './eventually.ts'

/** An event for a webhook channel, signed as https://www.standardwebhooks.com says it. */
export function signedEvent(event: unknown, secret: string): RequestInit {
  return signedBody(JSON.stringify(event), secret)
}

/** @param at when it says that it was signed, in seconds since 1970 */
export function signedBody(body: string, secret: string, at = Math.floor(Date.now() / 1000)): RequestInit {
  const id = randomUUID()
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

/** A webhook channel of a person, through which Cat writes to them. */
export class Webhook {
  readonly channel: ChannelId
  readonly #device: Device
  readonly #url: string
  readonly #secret: string

  private constructor(device: Device, channel: ChannelId, { url, secret }: { url: string; secret: string }) {
    this.channel = channel
    this.#device = device
    this.#url = url
    this.#secret = secret
  }

  /** @param sendUrl where it posts to; without one it only listens */
  static async connect(device: Device, sendUrl?: string): Promise<Webhook> {
    const { channels } = device.api
    const json = { kind: 'webhook' as const, name: 'Shop', ...(sendUrl === undefined ? {} : { sendUrl }) }
    const { channel } = await (await channels.$post({ json })).json()
    const made = await channels[':id']['hook-secret'].$post({ param: { id: channel.id } })
    return new Webhook(device, channel.id, await made.json())
  }

  /**
   * Brings a message.
   * @param given what else it has
   * @returns it as it stands in its conversation
   */
  async write(thread: string, text: string, given: object = {}): Promise<Message> {
    const event = { type: 'message', id: randomUUID(), thread, author: { id: 'cat', name: 'Cat' }, text }
    await this.bring({ ...event, ...given })
    const id = await conversationIdOf(this.channel, thread)
    return await eventually(`“${text}”`, async () => {
      const found = await this.#device.api.conversations[':id'].messages.$get({ param: { id }, query: {} })
      return found.ok ? (await found.json()).messages.find((message) => message.text === text) : undefined
    })
  }

  /** Somebody says something in a thread of its own. */
  async open(...texts: readonly string[]) {
    const thread = randomUUID()
    const ids: MessageId[] = []
    for (const text of texts) ids.push((await this.write(thread, text)).id)
    const id = await conversationIdOf(this.channel, thread)
    return { id, ids, thread, path: `/api/conversations/${id}` }
  }

  /** @throws where the house does not take it */
  async bring(event: unknown): Promise<void> {
    const answer = await fetch(this.#url, signedEvent(event, this.#secret))
    if (!answer.ok) throw new Error(await failureOf(answer))
  }
}
