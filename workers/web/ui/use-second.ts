import { useEffect, useState } from 'react'

/** The time in milliseconds since 1970, fresh every half second as long as it is wanted. */
export function useSecond(isWanted: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isWanted) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [isWanted])
  return now
}
