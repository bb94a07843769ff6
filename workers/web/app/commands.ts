import { useLayoutEffect, useRef } from 'react'

/** Everything a key can do. */
export type Command =
  | 'next'
  | 'previous'
  | 'page-down'
  | 'open'
  | 'toggle-read'
  | 'toggle-star'
  | 'archive'
  | 'select-entry'
  | 'summarise'
  | 'publish'
  | 'mark-above'
  | 'mark-all'
  | 'search'
  | 'refresh'
  | 'add'
  | 'help'
  | 'leave'
  | 'go-unread'
  | 'go-all'
  | 'go-starred'
  | 'go-archived'
  | 'go-models'
  | 'go-conversations'
  | 'go-everything'
  | 'go-channels'
  | 'go-groups'
  | 'next-conversation'
  | 'previous-conversation'
  | 'select-conversation'
  | 'archive-conversations'
  | 'snooze-conversations'
  | 'mute-conversations'
  | 'label-conversations'
  | 'toggle-unread'
  | 'prioritise'
  | 'assign'
  | 'take'
  | 'answer'
  | 'note'
  | 'merge'
  | 'write-with-model'
  | 'newest'
  | 'search-conversation'

/** Where a key does what it does; the same key may do another thing in another place. */
export type Place = 'everywhere' | 'entries' | 'conversations'

interface Binding {
  readonly keys: string
  readonly command: Command
  readonly place: Place
  readonly does: string
}

/** The keys, in the order in which the help lists them. `g u` is g, then u. */
export const BINDINGS: readonly Binding[] = [
  { keys: 'j', command: 'next', place: 'entries', does: 'Next entry' },
  { keys: 'k', command: 'previous', place: 'entries', does: 'Previous entry' },
  { keys: 'Space', command: 'page-down', place: 'entries', does: 'Scroll the entry, then on to the next' },
  { keys: 'o', command: 'open', place: 'entries', does: 'Open the original in a new tab' },
  { keys: 'm', command: 'toggle-read', place: 'entries', does: 'Mark as read or unread' },
  { keys: 's', command: 'toggle-star', place: 'entries', does: 'Star, or take the star away' },
  { keys: 'e', command: 'archive', place: 'entries', does: 'Archive, or bring back' },
  { keys: 'x', command: 'select-entry', place: 'entries', does: 'Select it, for acts on several' },
  { keys: 'u', command: 'summarise', place: 'entries', does: 'Sum the entry up' },
  {
    keys: 'p',
    command: 'publish',
    place: 'entries',
    does: 'Make a post of the entry, or of all that are selected',
  },
  { keys: 'M', command: 'mark-above', place: 'entries', does: 'Mark this and all above as read' },
  { keys: 'A', command: 'mark-all', place: 'entries', does: 'Mark the whole list as read' },
  { keys: '/', command: 'search', place: 'everywhere', does: 'Search' },
  { keys: 'r', command: 'refresh', place: 'everywhere', does: 'Reload the list' },
  { keys: 'a', command: 'add', place: 'everywhere', does: 'Add a feed' },
  { keys: 'g u', command: 'go-unread', place: 'everywhere', does: 'Go to unread' },
  { keys: 'g a', command: 'go-all', place: 'everywhere', does: 'Go to everything' },
  { keys: 'g s', command: 'go-starred', place: 'everywhere', does: 'Go to starred' },
  { keys: 'g e', command: 'go-archived', place: 'everywhere', does: 'Go to the archive' },
  { keys: 'g m', command: 'go-models', place: 'everywhere', does: 'Go to the models' },
  { keys: 'g c', command: 'go-conversations', place: 'everywhere', does: 'Go to the conversations' },
  {
    keys: 'g i',
    command: 'go-everything',
    place: 'everywhere',
    does: 'Go to entries and conversations together',
  },
  { keys: 'g h', command: 'go-channels', place: 'everywhere', does: 'Go to the channels' },
  { keys: 'g o', command: 'go-groups', place: 'everywhere', does: 'Go to the groups' },
  { keys: 'Escape', command: 'leave', place: 'everywhere', does: 'Close the entry or the search' },
  { keys: '?', command: 'help', place: 'everywhere', does: 'Show these keys' },
  { keys: 'j', command: 'next-conversation', place: 'conversations', does: 'Next conversation' },
  { keys: 'k', command: 'previous-conversation', place: 'conversations', does: 'Previous conversation' },
  {
    keys: 'x',
    command: 'select-conversation',
    place: 'conversations',
    does: 'Select it, for acts on several',
  },
  {
    keys: 'c',
    command: 'answer',
    place: 'conversations',
    does: 'Write an answer; Ctrl or ⌘ and Enter sends it',
  },
  { keys: 'w', command: 'write-with-model', place: 'conversations', does: 'Have a model draft the answer' },
  { keys: 'n', command: 'note', place: 'conversations', does: 'Write a note that nobody else sees' },
  { keys: 'e', command: 'archive-conversations', place: 'conversations', does: 'Archive, or bring back' },
  { keys: 's', command: 'snooze-conversations', place: 'conversations', does: 'Snooze until a time' },
  { keys: 'm', command: 'mute-conversations', place: 'conversations', does: 'Mute, or unmute' },
  { keys: 'l', command: 'label-conversations', place: 'conversations', does: 'Label' },
  { keys: 'u', command: 'toggle-unread', place: 'conversations', does: 'Mark as unread or read' },
  { keys: 'p', command: 'prioritise', place: 'conversations', does: 'Set the priority' },
  { keys: 't', command: 'assign', place: 'conversations', does: 'Assign to somebody, in a group' },
  { keys: 'i', command: 'take', place: 'conversations', does: 'Assign to me, in a group' },
  { keys: 'v', command: 'merge', place: 'conversations', does: 'Merge with another conversation' },
  { keys: 'f', command: 'search-conversation', place: 'conversations', does: 'Search in the conversation' },
  { keys: 'G', command: 'newest', place: 'conversations', does: 'Jump to the newest message' },
]

const CHORD_MS = 1200

/** What was pressed: a command of each place that knows these keys, the first half of one, or nothing of ours. */
export function readKey(key: string, pending: string | null): readonly Command[] | 'pending' {
  const pressed = pending === null ? key : `${pending} ${key}`
  const exact = BINDINGS.filter((binding) => binding.keys === pressed)
  if (exact.length > 0) return exact.map(({ command }) => command)
  return BINDINGS.some((binding) => binding.keys.startsWith(`${pressed} `)) ? 'pending' : []
}

const handlers = new Map<Command, () => void>()
let pending: string | null = null
let pendingUntil = 0

/** Offers commands as long as the component is there, from the moment that what they act on is seen. */
export function useCommands(offered: Partial<Record<Command, () => void>>): void {
  const latest = useRef(offered)
  useLayoutEffect(() => {
    latest.current = offered
  })
  const names = Object.keys(offered).toSorted().join(' ')
  useLayoutEffect(() => {
    const mine = BINDINGS.map(({ command }) => command).filter((command) =>
      names.split(' ').includes(command),
    )
    for (const command of mine) handlers.set(command, () => latest.current[command]?.())
    return () => {
      for (const command of mine) handlers.delete(command)
    }
  }, [names])
}

/** Runs the command of a key press, unless it belongs to something else: typing, a modifier, an open dialog. */
function pressKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOccupied(event)) return
  const now = Date.now()
  const key = event.key === ' ' ? 'Space' : event.key
  const found = readKey(key, now < pendingUntil ? pending : null)
  pending = found === 'pending' ? key : null
  pendingUntil = found === 'pending' ? now + CHORD_MS : 0
  if (found === 'pending') return
  const run = found.map((command) => handlers.get(command)).find((handler) => handler !== undefined)
  if (run === undefined) return
  event.preventDefault()
  run()
}

/** Sends the keys of a document to their commands: the page's own, or that of an entry, whose focus has its own. */
export function listenForKeys(target: Document): () => void {
  target.addEventListener('keydown', pressKey)
  return () => target.removeEventListener('keydown', pressKey)
}

function isOccupied(event: KeyboardEvent): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return true
  const target = event.composedPath()[0]
  if (!(target instanceof HTMLElement)) return false
  if (event.key === ' ' && target.closest('button, a, summary, label, [tabindex="0"]') !== null) return true
  return event.key !== 'Escape' && target.matches('input, textarea, select, [contenteditable]')
}
