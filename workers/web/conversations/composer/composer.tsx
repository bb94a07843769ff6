import type { Conversation } from '@switchboard/shared-types/api/conversations/conversation'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommands } from '../../app/commands.ts'
import { channelsQuery } from '../../channels/queries.ts'
import { KIND_WORDS } from '../../channels/kinds.ts'
import { Segments } from '../../ui/segments.tsx'
import { AnswerForm } from './answer-form.tsx'
import { NoteForm } from './note-form.tsx'
import './composer.css'

interface ComposerProps {
  readonly conversation: Conversation
  readonly replyTo: Message | null
  readonly onReplyTaken: () => void
  readonly onType: () => void
}

/** Where one writes: an answer that leaves when it is approved, or a note that nobody else sees. */
export function Composer({ conversation, replyTo, onReplyTaken, onType }: ComposerProps) {
  const { data: channels } = useQuery(channelsQuery)
  const sending = conversation.threads.filter(
    ({ channelId }) => channels?.find(({ id }) => id === channelId)?.features.send === true,
  )
  const maySend = sending.length > 0
  const [chosen, setChosen] = useState<'answer' | 'note'>('answer')
  const [asked, setAsked] = useState(0)
  const shown = maySend || replyTo !== null ? chosen : 'note'
  const go = (to: 'answer' | 'note') => (): void => {
    setChosen(to)
    setAsked((count) => count + 1)
  }
  useCommands({ ...(maySend ? { answer: go('answer') } : {}), note: go('note') })
  if (channels === undefined) return <div className="composer is-waiting" />
  return (
    <section className={`composer is-${shown}`} aria-label={shown === 'answer' ? 'Answer' : 'Note'}>
      <div className="composer-inner">
        <div className="composer-kind">
          {maySend ? (
            <Segments
              label="What you write"
              choices={[
                { value: 'answer', text: 'Answer' },
                { value: 'note', text: 'Note' },
              ]}
              value={shown}
              onChoose={setChosen}
            />
          ) : (
            <p className="is-soft">{whyNot(conversation, channels.length > 0)}</p>
          )}
        </div>
        {shown === 'answer' ? (
          <AnswerForm
            conversation={conversation}
            threads={sending}
            channels={channels}
            asked={asked}
            replyTo={replyTo}
            onReplyTaken={onReplyTaken}
            onType={onType}
          />
        ) : (
          <NoteForm id={conversation.id} asked={asked} />
        )}
      </div>
    </section>
  )
}

function whyNot({ threads }: Conversation, hasChannels: boolean): string {
  const kind = threads[0]?.channelKind
  if (!hasChannels || kind === undefined)
    return 'Its channel is no longer connected. You can still write notes.'
  return `This ${KIND_WORDS[kind]} channel only listens. You can still write notes.`
}
