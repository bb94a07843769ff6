import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationId, PersonId } from '@switchboard/shared-types/ids'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommands } from '../../app/commands.ts'
import { group } from '../../app/inbox.ts'
import { useMe } from '../../groups/use-group.ts'
import { beside } from '../../ui/virtual-list/beside.ts'
import { findSummary } from '../list/queries.ts'
import { changeConversations, changeWithUndo, type TriageChange } from './change.ts'

/** The one dialog about some conversations that may be open. */
export type TriageDialog = 'snooze' | 'label' | 'priority' | 'assign' | 'merge'

/** What a person does with conversations: goes through them, selects some, and sorts them out. */
export function useTriage(
  listed: readonly ConversationSummary[],
  id: ConversationId | undefined,
  reload: () => void,
) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { history } = useRouter()
  const me = useMe()
  const [selected, setSelected] = useState<ReadonlySet<ConversationId>>(new Set())
  const [dialog, setDialog] = useState<TriageDialog | null>(null)

  const next = beside(listed, id, 1)?.id
  const previous = beside(listed, id, -1)?.id

  const open = (target: ConversationId | undefined): void => {
    if (target === undefined) return
    void navigate({
      to: '.',
      search: ({ entry: _, ...now }) => ({ ...now, conversation: target }),
      replace: id !== undefined,
    })
  }
  const close = (): void => {
    if (id === undefined) return setSelected(new Set())
    if (history.canGoBack()) history.back()
    else void navigate({ to: '.', search: ({ conversation: _, ...now }) => now, replace: true })
  }

  /** What the keys act on: what is selected, else what is open. */
  const targets = (): ConversationSummary[] => {
    const ids = selected.size > 0 ? [...selected] : id === undefined ? [] : [id]
    return ids.flatMap((one) => findSummary(client, one) ?? [])
  }
  /** The list goes on where the acts took something out of it. */
  const goOn = (gone: readonly ConversationSummary[]): void => {
    setSelected(new Set())
    if (id === undefined || !gone.some((one) => one.id === id)) return
    const follower = listed.some((one) => one.id === id) ? (next ?? previous) : undefined
    if (follower === undefined) close()
    else open(follower)
  }
  const act = (of: readonly ConversationSummary[], change: TriageChange, said: string): void => {
    if (of.length === 0) return
    setDialog(null)
    if (change.archived === true || typeof change.snoozedUntil === 'string') goOn(of)
    else setSelected(new Set())
    void changeWithUndo(client, of, change, said)
  }
  const archive = (): void => {
    const of = targets()
    const archived = !of.every((one) => one.archived)
    act(of, { archived }, archived ? 'Archived' : 'Back in the inbox')
  }
  const mute = (): void => {
    const of = targets()
    const muted = !of.every((one) => one.muted)
    act(of, { muted }, muted ? 'Muted' : 'No longer muted')
  }
  const toggleUnread = (): void => {
    const of = targets()
    const read = of.some((one) => one.unread > 0)
    void changeConversations(client, of, { read })
    setSelected(new Set())
  }
  const select = (target: ConversationId | undefined): void => {
    if (target === undefined) return
    setSelected((now) => {
      const then = new Set(now)
      if (!then.delete(target)) then.add(target)
      return then
    })
  }
  const ask = (which: TriageDialog): void => {
    if (targets().length > 0) setDialog(which)
  }

  const assign = (assignee: PersonId | null): void => {
    const of = targets()
    const said = assignee === null ? 'Nobody’s now' : assignee === me ? 'Yours now' : 'Assigned'
    act(of, { assignee }, said)
  }
  const take = (): void => {
    if (me !== undefined) assign(me)
  }

  useCommands({
    'next-conversation': () => open(next),
    'previous-conversation': () => open(previous),
    refresh: reload,
    leave: close,
  })
  // Where there is nothing to act on these keys are free for others.
  useCommands(
    id === undefined && selected.size === 0
      ? {}
      : {
          'select-conversation': () => select(id),
          'archive-conversations': archive,
          'snooze-conversations': () => ask('snooze'),
          'mute-conversations': mute,
          'label-conversations': () => ask('label'),
          'toggle-unread': toggleUnread,
          prioritise: () => ask('priority'),
          merge: () => ask('merge'),
          ...(group === null ? {} : { assign: () => ask('assign'), take }),
        },
  )

  return {
    id,
    selected,
    dialog,
    next,
    previous,
    targets,
    open,
    close,
    select,
    archive,
    mute,
    toggleUnread,
    ask,
    assign,
    take,
    snooze: (until: string | null) =>
      act(targets(), { snoozedUntil: until }, until === null ? 'Back in the inbox' : 'Snoozed'),
    label: (change: Pick<TriageChange, 'addLabels' | 'removeLabels'>) => {
      void changeConversations(client, targets(), change)
      setSelected(new Set())
      setDialog(null)
    },
    prioritise: (priority: ConversationSummary['priority'] | null) => {
      void changeConversations(client, targets(), { priority })
      setSelected(new Set())
      setDialog(null)
    },
    closeDialog: () => setDialog(null),
    unselect: () => setSelected(new Set()),
  }
}

export type Triage = ReturnType<typeof useTriage>
