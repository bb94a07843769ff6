import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { Thread } from '@switchboard/shared-types/api/conversations/conversation'
import { KIND_WORDS } from '../../channels/kinds.ts'
import { sayProblem } from '../../ui/toasts.tsx'
import type { DraftKeeper } from './draft-keeper.ts'

interface ThreadChoiceProps {
  readonly threads: readonly Thread[]
  readonly channels: readonly Channel[]
  readonly value: string | undefined
  readonly keeper: DraftKeeper
}

/** Where the answer goes, in a conversation of several threads. */
export function ThreadChoice({ threads, channels, value, keeper }: ThreadChoiceProps) {
  const nameOf = ({ channelId, channelKind, title }: Thread): string =>
    [channels.find(({ id }) => id === channelId)?.name ?? KIND_WORDS[channelKind], title]
      .filter((part) => part !== null)
      .join(': ')
  return (
    <label className="composer-thread">
      Answer in
      <select
        value={value}
        onChange={(event) => void keeper.moveTo(event.currentTarget.value).catch(sayProblem)}
      >
        {threads.map((thread) => (
          <option key={`${thread.channelId} ${thread.key}`} value={thread.key}>
            {nameOf(thread)}
          </option>
        ))}
      </select>
    </label>
  )
}
