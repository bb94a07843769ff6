import { CircleAlert, X } from 'lucide-react'
import { sentenceFor } from '../app/sentences.ts'
import { IconButton } from './icon-button.tsx'
import { makeStore, useStore } from './store.ts'
import './toasts.css'

interface Toast {
  readonly id: number
  readonly text: string
  readonly bad: boolean
  readonly undo?: () => void
}

const SHOWN_MS = 6000
const toasts = makeStore<readonly Toast[]>([])
let nextId = 1

/** Says something in passing; with `undo` it can be taken back while it is shown. */
export function say(text: string, undo?: () => void): void {
  show({ text, bad: false, ...(undo === undefined ? {} : { undo }) })
}

/** Says that something did not work. */
export function sayProblem(error: unknown): void {
  show({ text: sentenceFor(error), bad: true })
}

function show(toast: Omit<Toast, 'id'>): void {
  const id = nextId++
  const others = toasts.get().filter((shown) => shown.text !== toast.text)
  toasts.set([...others, { id, ...toast }].slice(-3))
  setTimeout(() => dismiss(id), SHOWN_MS)
}

function dismiss(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

export function Toasts() {
  const shown = useStore(toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={`toast${toast.bad ? ' is-bad' : ''}`}>
          {toast.bad && <CircleAlert aria-hidden="true" />}
          <span>{toast.text}</span>
          {toast.undo !== undefined && (
            <button
              type="button"
              className="toast-undo"
              onClick={() => {
                toast.undo?.()
                dismiss(toast.id)
              }}
            >
              Undo
            </button>
          )}
          <IconButton icon={X} label="Dismiss" onClick={() => dismiss(toast.id)} />
        </div>
      ))}
    </div>
  )
}
