import * as z from 'zod'
import { backoffDelay } from '@switchboard/kernel/backoff/backoff'
import { log, reasonOf } from '@switchboard/kernel/log'
import { getStub } from '@switchboard/shared-types/door'
import { ChannelId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'

/** What a producer writes: events of a webhook, and the channel that they are for. */
const Queued = z.object({ channel: ChannelId, events: z.array(z.unknown()).min(1).max(500) })

/** The longest that a message may be put off is twelve hours. */
const RETRY = { baseMs: 5_000, capMs: 60 * 60 * 1000 }

/**
 * Takes a batch of a Cloudflare Queue: every message is acknowledged once it is durable in its channel, and retried by
 * itself where it is not. What nobody ever takes ends in the queue's dead-letter queue.
 */
export async function takeBatch(
  { messages, queue }: MessageBatch,
  env: Pick<ActorsEnv, 'CHANNEL'>,
): Promise<void> {
  const trace = startTrace(`queue ${queue}`)
  await Promise.all(messages.map((message) => takeOne(message, env, trace)))
}

async function takeOne(message: Message, env: Pick<ActorsEnv, 'CHANNEL'>, trace: Trace): Promise<void> {
  const reason = await tryOne(message, env, trace)
  if (reason === null) return message.ack()
  const delay = backoffDelay({ attempt: message.attempts, ...RETRY, random: Math.random })
  log('warn', 'queued message postponed', trace, { queued: message.id, attempts: message.attempts, reason })
  message.retry({ delaySeconds: Math.ceil(delay / 1000) })
}

/** @returns why it was not taken; null where it was */
async function tryOne(
  { body }: Message,
  env: Pick<ActorsEnv, 'CHANNEL'>,
  trace: Trace,
): Promise<string | null> {
  const read = Queued.safeParse(body)
  if (!read.success) return 'it names no channel, or has no events'
  const { channel, events } = read.data
  try {
    const bytes = new TextEncoder().encode(JSON.stringify({ events }))
    const taken = await getStub(env.CHANNEL, channel).ingest(channel, trace, bytes)
    return taken.ok ? null : taken.error.message
  } catch (thrown) {
    return reasonOf(thrown)
  }
}
