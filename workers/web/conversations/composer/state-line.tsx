import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { Kept } from './draft-keeper.ts'
import { isNearLimit } from './length.ts'

interface StateLineProps {
  readonly kept: Kept
  readonly channel: Channel | undefined
  /** How much more the platform takes. */
  readonly left: number
}

/** Whether the draft is kept, how much of it fits, and what keeps the channel from sending. */
export function StateLine({ kept, channel, left }: StateLineProps) {
  const { draft, state, words } = kept
  if (channel !== undefined && left < 0) {
    return (
      <span className="composer-state is-bad" role="status">
        {-left} too long for {channel.name}
        {words.attachments.length > 0 && ' with files'}
      </span>
    )
  }
  if (channel !== undefined && words.text !== '' && isNearLimit(left, channel.features)) {
    return <span className="composer-state">{left} left</span>
  }
  return (
    <span className="composer-state" role="status">
      {hold(channel) ??
        (state === 'saving' ? 'Saving…' : draft !== null && state === 'saved' ? draftWords(draft) : '')}
    </span>
  )
}

function draftWords({ origin, model, agent }: NonNullable<Kept['draft']>): string {
  switch (origin) {
    case 'person':
      return 'Draft saved'
    case 'model':
      return `Drafted by ${model ?? 'a model'}`
    case 'rule':
      return `Drafted by a rule${model === null ? '' : ` with ${model}`}`
    case 'agent':
      return `Drafted by ${agent?.name ?? 'an agent'}`
  }
}

function hold(channel: Channel | undefined): string | null {
  if (channel?.state === 'paused') return 'The channel is paused: it leaves when it goes on.'
  if (channel?.state === 'unauthorised') return 'The channel needs new credentials before anything leaves.'
  return null
}
