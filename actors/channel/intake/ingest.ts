import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { connectionOf, notFound, openCredentials } from '../account/find.ts'
import type { Channel } from '../channel.ts'
import { keepParsed, readPayload } from './keep-parsed.ts'

/**
 * Takes a message of a queue, which only this installation's own producers can write to: nothing is verified.
 * @throws where it could not be kept: the queue is to bring it again
 */
export async function ingest(
  channel: Channel,
  body: Uint8Array,
  trace: Trace,
): Promise<Result<null, 'channel.not_found' | 'channel.unsupported'>> {
  const connection = connectionOf(channel)
  if (connection === null) return notFound()
  const { hook } = connection.kind
  if (connection.row.kind !== 'webhook' || hook === undefined || body.byteLength > hook.maxBytes) {
    return err('channel.unsupported', 'This channel does not take this from a queue.')
  }
  const account = await openCredentials(channel)
  if (!account.ok) throw new Error(account.error.message)
  const request = { method: 'POST', url: '', headers: {}, body }
  const read = readPayload(() => hook.parse(request, account.value, channel.world.now()), body)
  if ('mail' in read) return err('channel.unsupported', 'Mail does not come over a queue.')
  await keepParsed(channel, read, trace)
  return ok(null)
}
