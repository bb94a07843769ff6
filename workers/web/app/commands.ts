import { useEffect, useRef } from 'react'

/** Everything a key can do. */
export type Command =
  | 'next'
  | 'previous'
  | 'page-down'
  | 'open'
  | 'toggle-read'
  | 'toggle-star'
  | 'archive'
  | 'summarise'
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

interface Binding {
  readonly keys: string
  readonly command: Command
  readonly does: string
}

/** The keys, in the order in which the help lists them. `g u` is g, then u. */
export const BINDINGS: readonly Binding[] = [
  { keys: 'j', command: 'next', does: 'Next entry' },
  { keys: 'k', command: 'previous', does: 'Previous entry' },
  { keys: 'Space', command: 'page-down', does: 'Scroll the entry, then on to the next' },
  { keys: 'o', command: 'open', does: 'Open the original in a new tab' },
  { keys: 'm', command: 'toggle-read', does: 'Mark as read or unread' },
  { keys: 's', command: 'toggle-star', does: 'Star, or take the star away' },
  { keys: 'e', command: 'archive', does: 'Archive, or bring back' },
  { keys: 'u', command: 'summarise', does: 'Sum the entry up' },
  { keys: 'M', command: 'mark-above', does: 'Mark this and all above as read' },
  { keys: 'A', command: 'mark-all', does: 'Mark the whole list as read' },
  { keys: '/', command: 'search', does: 'Search' },
  { keys: 'r', command: 'refresh', does: 'Reload the list' },
  { keys: 'a', command: 'add', does: 'Add a feed' },
  { keys: 'g u', command: 'go-unread', does: 'Go to unread' },
  { keys: 'g a', command: 'go-all', does: 'Go to everything' },
  { keys: 'g s', command: 'go-starred', does: 'Go to starred' },
  { keys: 'g e', command: 'go-archived', does: 'Go to the archive' },
  { keys: 'g m', command: 'go-models', does: 'Go to the models' },
  { keys: 'Escape', command: 'leave', does: 'Close the entry or the search' },
  { keys: '?', command: 'help', does: 'Show these keys' },
]

const CHORD_MS = 1200

/** What was pressed: a command, the first half of one, or nothing of ours. */
export function readKey(key: string, pending: string | null): Command | 'pending' | null {
  const pressed = pending === null ? key : `${pending} ${key}`
  const exact = BINDINGS.find((binding) => binding.keys === pressed)
  if (exact !== undefined) return exact.command
  return BINDINGS.some((binding) => binding.keys.startsWith(`${pressed} `)) ? 'pending' : null
}

const handlers = new Map<Command, () => void>()
let pending: string | null = null
let pendingUntil = 0

/** Offers commands as long as the component is there. */
export function useCommands(offered: Partial<Record<Command, () => void>>): void {
  const latest = useRef(offered)
  useEffect(() => {
    latest.current = offered
  })
  const names = Object.keys(offered).toSorted().join(' ')
  useEffect(() => {
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
  if (found === null || found === 'pending') return
  const run = handlers.get(found)
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
