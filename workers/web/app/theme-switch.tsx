import { Monitor, Moon, Sun } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import { useStore } from '../ui/store.ts'
import { chooseTheme, theme, type Theme } from './theme.ts'

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const ICON = { system: Monitor, light: Sun, dark: Moon }
const WORDS: Record<Theme, string> = { system: 'like the device', light: 'light', dark: 'dark' }

export function ThemeSwitch() {
  const now = useStore(theme)
  return (
    <IconButton
      icon={ICON[now]}
      label={`Theme: ${WORDS[now]}. Switch to ${WORDS[NEXT[now]]}`}
      onClick={() => chooseTheme(NEXT[now])}
    />
  )
}
