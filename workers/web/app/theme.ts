import { makeStore } from '../ui/store.ts'

export type Theme = 'system' | 'light' | 'dark'

// public/theme.js reads the same key before the first paint.
const KEY = 'switchboard.theme'

export const theme = makeStore<Theme>(chosen())

/** Keeps the choice on this device and shows it at once. */
export function chooseTheme(next: Theme): void {
  if (next === 'system') {
    localStorage.removeItem(KEY)
    delete document.documentElement.dataset['theme']
  } else {
    localStorage.setItem(KEY, next)
    document.documentElement.dataset['theme'] = next
  }
  theme.set(next)
}

function chosen(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}
