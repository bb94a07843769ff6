import * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import type { DiscordAccount } from './account.ts'
import { botOf } from './errors.ts'
import { callDiscord } from './rest-api.ts'
import { Attachment } from './wire.ts'

type AttachmentError = 'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'

interface Downloaded {
  readonly type: string
  readonly bytes: Uint8Array
}

const Attached = z.object({ attachments: z.array(Attachment) })

/** Fetches a file. Discord's addresses end after a day, so its message is asked for a new one. */
export async function fetchAttachment(
  world: World,
  account: DiscordAccount,
  ref: string,
): Promise<Result<Downloaded, AttachmentError>> {
  const address = await addressOf(world, account, ref)
  if (!address.ok) return address
  // The bot's token is for Discord's API, never for where its files lie.
  const answered = await world.fetch({ url: address.value })
  if (!answered.ok && answered.error.code === 'outbound.too_large') {
    return err('attachment.too_large', 'The file is larger than can be fetched from Discord.')
  }
  if (!answered.ok || answered.value.status >= 500 || answered.value.status === 429) return unreachable()
  if (answered.value.status !== 200) return gone()
  const { headers, body } = answered.value
  return ok({ type: headers.get('content-type') ?? 'application/octet-stream', bytes: body })
}

async function addressOf(
  world: World,
  account: DiscordAccount,
  ref: string,
): Promise<Result<string, AttachmentError>> {
  if (/^https?:/.test(ref)) return ok(ref)
  const [channel, message, id] = ref.split('/')
  const path = `/channels/${channel}/messages/${message}`
  const answer = await callDiscord(world, botOf(account), { method: 'GET', path })
  if (answer.kind === 'refused' && (answer.status === 403 || answer.status === 404)) return gone()
  if (answer.kind !== 'done') return unreachable()
  const read = Attached.safeParse(answer.result)
  const file = read.success ? read.data.attachments.find((one) => one.id === id) : undefined
  return file === undefined ? gone() : ok(file.url)
}

function gone(): Result<never, AttachmentError> {
  return err('attachment.gone', 'Discord does not have this file any more.')
}

function unreachable(): Result<never, AttachmentError> {
  return err('channel.unreachable', 'Discord did not give the file just now.')
}
