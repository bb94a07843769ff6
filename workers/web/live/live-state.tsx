import { useEffect, useState } from 'react'
import { useStore } from '../ui/store.ts'
import { phase } from './live.ts'

/** A short break is not worth a word. */
const PATIENCE_MS = 1500

/** Says quietly when the page no longer hears of news by itself; says nothing while all is well. */
export function LiveState() {
  const isDown = useStore(phase) !== 'live'
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(isDown), isDown ? PATIENCE_MS : 0)
    return () => clearTimeout(timer)
  }, [isDown])
  const words = globalThis.navigator.onLine ? 'Reconnecting…' : 'Offline'
  return (
    <span className="live-state" role="status">
      {isShown && isDown ? words : ''}
    </span>
  )
}
