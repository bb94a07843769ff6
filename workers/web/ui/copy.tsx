import { Check, Copy as CopyIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { say } from './toasts.tsx'
import './copy.css'

const SHOWN_MS = 2000

interface CopyButtonProps {
  readonly text: string
  /** What is copied, in words. */
  readonly what: string
}

/** Puts a text on the clipboard. A page that was not opened securely has none: then it says how to copy by hand. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    if (!isDone) return
    const timer = setTimeout(() => setDone(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isDone])
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setDone(true)
      say('Copied')
    } catch {
      say('This browser lets the page copy nothing. Select the text and copy it yourself.')
    }
  }
  const Icon = isDone ? Check : CopyIcon
  return (
    <button
      type="button"
      className="button copy-button"
      aria-label={`Copy ${what}`}
      onClick={() => void copy()}
    >
      <Icon aria-hidden="true" />
      Copy
    </button>
  )
}

interface CodeProps {
  readonly text: string
  /** What these lines are, in words. */
  readonly what: string
}

/** Lines to be copied as they are. */
export function Code({ text, what }: CodeProps) {
  return (
    <div className="code">
      <pre aria-label={what}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}
