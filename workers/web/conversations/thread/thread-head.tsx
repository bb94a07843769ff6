import type {
  Conversation,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import { useNavigate } from '@tanstack/react-router'
import {
  AlarmClock,
  Archive,
  ArchiveRestore,
  ArrowLeft,
  Bell,
  BellOff,
  ChevronDown,
  ChevronUp,
  Circle,
  CircleDot,
  Ellipsis,
  ExternalLink,
  Flag,
  Merge,
  Newspaper,
  ScanText,
  Search,
  Tag,
  UserRoundCheck,
  UserRoundPlus,
} from 'lucide-react'
import { group } from '../../app/inbox.ts'
import { ChannelMark } from '../../channels/channel-mark.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu, type MenuChoice } from '../../ui/menu.tsx'
import { isWebAddress, openInNewTab } from '../../ui/open-in-new-tab.ts'
import type { Triage } from '../triage/use-triage.ts'
import { AssigneeButton, AssigneeWords } from './assignee.tsx'
import { useAnalyse } from '../understood/use-analyse.ts'

interface ThreadHeadProps {
  readonly conversation: Conversation | undefined
  readonly summary: ConversationSummary | undefined
  readonly triage: Triage
  /** How many other devices, of the person or of the group, have it open. */
  readonly room: { readonly others: number }
  readonly onSearch: () => void
}

/** What the conversation is, who is in it, and what can be done with it. */
export function ThreadHead({ conversation, summary, triage, room, onSearch }: ThreadHeadProps) {
  const title = conversation?.title ?? summary?.title ?? ''
  const kinds = [...new Set(conversation?.threads.map(({ channelKind }) => channelKind) ?? [])]
  return (
    <header className="thread-head">
      <div className="reader-bar" role="toolbar" aria-label="Conversation">
        <IconButton
          icon={ArrowLeft}
          label="Back to the list"
          shortcut="Esc"
          className="reader-back"
          onClick={triage.close}
        />
        <div className="thread-title">
          <h1 title={title}>{title}</h1>
          <p>
            {kinds.map((kind) => (
              <ChannelMark key={kind} kind={kind} />
            ))}
            <span>{peopleOf(conversation, summary)}</span>
            {summary !== undefined && summary.assignee !== null && <AssigneeWords summary={summary} />}
            {room.others > 0 && <span className="mark">also open {openWords(room.others)}</span>}
          </p>
        </div>
        {summary !== undefined && <TriageButtons summary={summary} triage={triage} />}
        <IconButton icon={Search} label="Search in this conversation" shortcut="f" onClick={onSearch} />
        <MoreMenu conversation={conversation} summary={summary} triage={triage} />
        <span className="reader-bar-line only-roomy" />
        <IconButton
          icon={ChevronUp}
          label="Previous conversation"
          shortcut="k"
          className="only-roomy"
          disabled={triage.previous === undefined}
          onClick={() => triage.open(triage.previous)}
        />
        <IconButton
          icon={ChevronDown}
          label="Next conversation"
          shortcut="j"
          className="only-roomy"
          disabled={triage.next === undefined}
          onClick={() => triage.open(triage.next)}
        />
      </div>
    </header>
  )
}

/** In a group nobody knows whose devices they are. */
function openWords(others: number): string {
  if (group !== null) return others === 1 ? 'elsewhere' : `${others} times elsewhere`
  return others === 1 ? 'on another device' : `on ${others} other devices`
}

function TriageButtons({
  summary,
  triage,
}: {
  readonly summary: ConversationSummary
  readonly triage: Triage
}) {
  const { archived, snoozedUntil } = summary
  return (
    <>
      {group !== null && <AssigneeButton summary={summary} triage={triage} />}
      <IconButton
        icon={archived ? ArchiveRestore : Archive}
        label={archived ? 'Bring back to the inbox' : 'Archive'}
        shortcut="e"
        onClick={triage.archive}
      />
      <IconButton
        icon={AlarmClock}
        label={snoozedUntil === null ? 'Snooze' : 'Snoozed: change'}
        shortcut="s"
        onClick={() => triage.ask('snooze')}
      />
    </>
  )
}

function MoreMenu({ conversation, summary, triage }: Omit<ThreadHeadProps, 'room' | 'onSearch'>) {
  if (summary === undefined) return null
  return <KnownMenu conversation={conversation} summary={summary} triage={triage} />
}

interface KnownMenuProps {
  readonly conversation: Conversation | undefined
  readonly summary: ConversationSummary
  readonly triage: Triage
}

function KnownMenu({ conversation, summary, triage }: KnownMenuProps) {
  const navigate = useNavigate()
  const analyse = useAnalyse(summary.id)
  const { muted, unread, id } = summary
  const urls =
    conversation?.threads.flatMap(({ url }) => (url !== null && isWebAddress(url) ? [url] : [])) ?? []
  const choices: MenuChoice[] = [
    { icon: muted ? Bell : BellOff, text: muted ? 'Unmute' : 'Mute', onChoose: triage.mute },
    ...(group === null
      ? []
      : [
          { icon: UserRoundCheck, text: 'Assign to me', onChoose: triage.take },
          { icon: UserRoundPlus, text: 'Assign to…', onChoose: () => triage.ask('assign') },
        ]),
    { icon: Tag, text: 'Label', onChoose: () => triage.ask('label') },
    { icon: Flag, text: 'Priority', onChoose: () => triage.ask('priority') },
    {
      icon: unread > 0 ? CircleDot : Circle,
      text: unread > 0 ? 'Mark as read' : 'Mark as unread',
      onChoose: triage.toggleUnread,
    },
    { icon: Merge, text: 'Merge with another', onChoose: () => triage.ask('merge') },
    { icon: ScanText, text: 'Understand it now', onChoose: () => analyse.mutate() },
    {
      icon: Newspaper,
      text: 'Make a post of it',
      onChoose: () => void navigate({ to: '/outputs', search: { conversation: id } }),
    },
    ...urls.map((url) => ({
      icon: ExternalLink,
      text: 'Show it at the platform',
      onChoose: () => openInNewTab(url),
    })),
  ]
  return (
    <Menu label="More about this conversation" button={<Ellipsis aria-hidden="true" />} choices={choices} />
  )
}

function peopleOf(conversation: Conversation | undefined, summary: ConversationSummary | undefined): string {
  const names = conversation?.participants.filter(({ self }) => !self).map(({ name }) => name) ?? []
  const all = names.length > 0 ? names : (summary?.participants ?? [])
  return all.length > 6 ? `${all.slice(0, 6).join(', ')} and ${all.length - 6} more` : all.join(', ')
}
