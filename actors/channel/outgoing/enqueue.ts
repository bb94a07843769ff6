import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { InboxId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { announceSoon } from '../account/announce.ts'
import { ownConnection } from '../account/find.ts'
import { write } from '../channel.ts'
import type { Channel } from '../channel.ts'
import { report } from './report.ts'

/** Takes something to do at the platform into the queue. The same id again changes nothing. */
export async function enqueue(
  channel: Channel,
  owner: InboxId,
  outgoing: Outgoing,
  trace: Trace,
): Promise<Result<null, 'channel.not_found' | 'channel.unsupported'>> {
  return await write(channel, (now) => {
    const found = ownConnection(channel, owner)
    if (!found.ok) return found
    if (channel.outgoing.find(outgoing.id) !== undefined) return ok(null)
    const { row, kind } = found.value
    const refusal = refuse(kind.featuresOf?.(row.state) ?? kind.features, outgoing)
    if (refusal !== null) return err('channel.unsupported', refusal)
    add(channel, outgoing, trace, now)
    return ok(null)
  })
}

function add(channel: Channel, outgoing: Outgoing, trace: Trace, now: number): void {
  const added = channel.outgoing.add({
    id: outgoing.id,
    from: outgoing.from,
    lane: laneOf(outgoing),
    body: JSON.stringify(outgoing),
    requestId: trace.requestId,
    state: 'queued',
    step: 1,
    dueAt: now,
    createdAt: now,
  })
  report(channel, added, trace, now)
  announceSoon(channel, now)
  channel.jobs.touch()
}

/** What is in the same thread is done in order; so are posts. */
export function laneOf({ act }: Pick<Outgoing, 'act'>): string {
  return act.type === 'post' ? '' : act.thread.key
}

const WORDS = {
  send: 'answers',
  post: 'posts',
  edit: 'edits',
  delete: 'deletions',
  react: 'reactions',
} as const

/** @returns why the platform could not do it; null where it can */
function refuse(features: ChannelFeatures, { act, files }: Outgoing): string | null {
  if (!features[act.type]) return `This channel takes no ${WORDS[act.type]}.`
  if (files.length > 0 && !features.attachments) return 'This channel takes no files.'
  return null
}
