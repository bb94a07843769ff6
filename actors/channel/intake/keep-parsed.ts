import { reasonOf } from '@switchboard/kernel/log'
import type { HookAnswer, IncomingMail } from '@switchboard/shared-types/contracts/channel'
import type { Trace } from '@switchboard/shared-types/trace'
import { connectionOf } from '../account/find.ts'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import type { Parsed } from '../kinds/kind.ts'
import { prepare } from './prepare.ts'
import { takeIn } from './take-in.ts'

/** What a payload was read as; one that could not be read at all is kept for inspection. */
type Read = Parsed | { readonly mail: IncomingMail }

/** @returns what the payload says; itself, as unreadable, where reading it fails */
export function readPayload(parse: () => Read, body: Uint8Array): Read {
  try {
    return parse()
  } catch (thrown) {
    const text = new TextDecoder().decode(body)
    return { events: [], unreadable: [{ reason: reasonOf(thrown), body: text }] }
  }
}

/** @throws where it could not be kept; nothing of it is kept then */
export async function keepParsed(channel: Channel, parsed: Parsed, trace: Trace): Promise<HookAnswer> {
  const intake = await prepare(channel, parsed)
  await write(channel, (now) => {
    if (connectionOf(channel) === null) throw new Error('the channel was disconnected meanwhile')
    takeIn(channel, intake, trace, now)
  })
  return parsed.answer ?? { status: 200, headers: {}, body: '' }
}
