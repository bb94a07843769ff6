import { useNavigate } from '@tanstack/react-router'
import { useCommands } from '../app/commands.ts'
import type { Triage } from '../conversations/triage/use-triage.ts'
import type { Reading } from '../entries/use-reading.ts'
import { beside } from '../ui/virtual-list/beside.ts'
import type { Item } from './mixed.ts'

interface Acts {
  readonly reading: Reading
  readonly triage: Triage
  readonly reload: () => void
}

/** The keys of a list of both kinds: up and down goes through all, the rest belongs to what is open. */
export function useMixedKeys(
  items: readonly Item[],
  open: string | undefined,
  { reading, triage, reload }: Acts,
): void {
  const navigate = useNavigate()
  const go = (step: 1 | -1): void => {
    const item = beside(items, open, step)
    if (item === undefined) return
    void navigate({
      to: '/everything',
      search: item.kind === 'entry' ? { entry: item.id } : { conversation: item.id },
      replace: open !== undefined,
    })
  }
  // Offered last, so that they stand before what the two lists offer for themselves.
  useCommands({
    next: () => go(1),
    previous: () => go(-1),
    'next-conversation': () => go(1),
    'previous-conversation': () => go(-1),
    refresh: reload,
    leave: () => (triage.id === undefined ? reading.close() : triage.close()),
  })
}
