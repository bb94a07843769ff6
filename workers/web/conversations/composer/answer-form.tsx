import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { Conversation, Thread } from '@switchboard/shared-types/api/conversations/conversation'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { CalendarClock, Send, Sparkles } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useCommands } from '../../app/commands.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { AttachButton } from './attach-button.tsx'
import { DraftFiles } from './draft-files.tsx'
import { isEmpty } from './draft-keeper.ts'
import { lettersLeft } from './length.ts'
import { ModelDraftDialog } from './model-draft-dialog.tsx'
import { OtherDrafts } from './other-drafts.tsx'
import { ReplyLine } from './reply-line.tsx'
import { ScheduleDialog } from './schedule-dialog.tsx'
import { isSendKey } from './send-key.ts'
import { StateLine } from './state-line.tsx'
import { ThreadChoice } from './thread-choice.tsx'
import { useApprove } from './use-approve.ts'
import { useDraft } from './use-draft.ts'

interface AnswerFormProps {
  readonly conversation: Conversation
  /** Those that can be answered. */
  readonly threads: readonly Thread[]
  readonly channels: readonly Channel[]
  /** Grows whenever somebody asks to write here. */
  readonly asked: number
  readonly replyTo: Message | null
  readonly onReplyTaken: () => void
  readonly onType: () => void
}

/** An answer in the making. It is kept while one types, and leaves when it is approved. */
export function AnswerForm(props: AnswerFormProps) {
  const { conversation, threads, channels, asked, replyTo, onReplyTaken, onType } = props
  const { id } = conversation
  const area = useRef<HTMLTextAreaElement>(null)
  const { keeper, kept, others } = useDraft(conversation)
  const approve = useApprove(id, keeper)
  const [dialog, setDialog] = useState<'schedule' | 'model' | null>(null)
  const { words, draft } = kept
  const threadKey = draft?.threadKey ?? keeper.threadKey ?? newest(threads)?.key
  const channelId = draft?.channelId ?? threads.find(({ key }) => key === threadKey)?.channelId
  const channel = channels.find((one) => one.id === channelId)
  const hasFiles = words.attachments.length > 0
  const left = channel === undefined ? 0 : lettersLeft(words.text, channel.features, hasFiles)
  const isReady = !isEmpty(words) && left >= 0 && !approve.isPending

  useEffect(() => {
    if (asked > 0) area.current?.focus()
  }, [asked])
  const reply = useEffectEvent((message: Message) => {
    keeper.write({ replyTo: message.id })
    area.current?.focus()
    onReplyTaken()
  })
  useEffect(() => {
    if (replyTo !== null) reply(replyTo)
  }, [replyTo])
  useCommands({ 'write-with-model': () => setDialog('model') })

  const send = (): void => {
    if (isReady) approve.mutate(null)
  }
  return (
    <form
      className="composer-form"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <OtherDrafts conversation={id} drafts={others} keeper={keeper} />
      {threads.length > 1 && (
        <ThreadChoice threads={threads} channels={channels} value={threadKey} keeper={keeper} />
      )}
      {words.replyTo !== null && (
        <ReplyLine conversation={id} message={words.replyTo} onDrop={() => keeper.write({ replyTo: null })} />
      )}
      <textarea
        ref={area}
        className="composer-text"
        rows={2}
        value={words.text}
        aria-label="Your answer"
        aria-keyshortcuts="c"
        placeholder={`Answer${channel === undefined ? '' : ` through ${channel.name}`}`}
        onChange={(event) => {
          keeper.write({ text: event.currentTarget.value })
          onType()
        }}
        onKeyDown={(event) => {
          const isLeaving = event.key === 'Escape'
          if (!isLeaving && !isSendKey(event)) return
          event.preventDefault()
          if (isLeaving) return area.current?.blur()
          send()
        }}
      />
      <DraftFiles conversation={id} keeper={keeper} attachments={words.attachments} />
      {kept.state === 'failed' && <Problem error={kept.error} />}
      <div className="composer-foot">
        {channel?.features.attachments === true && <AttachButton conversation={id} keeper={keeper} />}
        <IconButton
          icon={Sparkles}
          label="Draft with a model"
          shortcut="w"
          onClick={() => setDialog('model')}
        />
        <StateLine kept={kept} channel={channel} left={left} />
        <IconButton
          icon={CalendarClock}
          label="Send at a time"
          disabled={!isReady}
          onClick={() => setDialog('schedule')}
        />
        <button
          type="submit"
          className="button is-primary"
          aria-disabled={!isReady}
          title="Approve and send (Ctrl or ⌘ and Enter)"
        >
          <Send aria-hidden="true" />
          Send
        </button>
      </div>
      {dialog === 'schedule' && (
        <ScheduleDialog
          onClose={() => setDialog(null)}
          onChoose={(at) => {
            setDialog(null)
            approve.mutate(at)
          }}
        />
      )}
      {dialog === 'model' && (
        <ModelDraftDialog
          conversation={id}
          replyTo={words.replyTo}
          onClose={() => setDialog(null)}
          onDraft={(made) => {
            // What one has written oneself stays where it is; the new one waits beside it.
            if (isEmpty(keeper.kept.get().words)) keeper.open(made)
          }}
        />
      )}
    </form>
  )
}

function newest(threads: readonly Thread[]): Thread | undefined {
  return threads.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1))[0]
}
