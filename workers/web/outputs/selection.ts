import { makeStore } from '../ui/store.ts'

/** What of an entry was selected when a post of it was asked for; empty: nothing. */
export const selection = makeStore('')

/** Notes what is selected in the open entry, whose text stands in a frame of its own. */
export function noteSelection(): void {
  const frame = document.querySelector<HTMLIFrameElement>('.entry-frame')
  selection.set(frame?.contentDocument?.getSelection()?.toString().trim() ?? '')
}
