import { useEffect, useRef, useState } from 'react'
import { listenForKeys } from '../app/commands.ts'
import { theme } from '../app/theme.ts'
import { useStore } from '../ui/store.ts'
import { documentFor } from './entry-document.ts'
import styleUrl from './entry-content.css?url'

interface EntryFrameProps {
  readonly html: string
  readonly title: string
}

/**
 * An entry's HTML where it cannot script the page: the sandbox lets nothing run in it. "allow-same-origin" is what
 * lets this page, from outside, measure its height and bring it keys; without "allow-scripts" it opens nothing.
 */
export function EntryFrame({ html, title }: EntryFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(0)
  const chosen = useStore(theme)
  const [source] = useState(() =>
    documentFor(html, new URL(styleUrl, globalThis.location.href).href, theme.get()),
  )

  useEffect(() => {
    const element = frame.current
    return element === null ? undefined : whenReady(element, (inside) => attend(inside, setHeight))
  }, [])

  useEffect(() => {
    const root = frame.current?.contentDocument?.documentElement
    if (root === undefined) return
    if (chosen === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = chosen
  }, [chosen])

  return (
    <iframe
      ref={frame}
      className="entry-frame"
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={source}
      style={{ height, opacity: height === 0 ? 0 : 1 }}
    />
  )
}

/** Waits until the frame's document stands with its stylesheet, which is long before its last picture. */
function whenReady(frame: HTMLIFrameElement, attendTo: (inside: Document) => () => void): () => void {
  let leave: (() => void) | undefined
  let timer = 0
  const look = (): void => {
    const inside = frame.contentDocument
    const stands =
      inside?.URL === 'about:srcdoc' && inside.readyState !== 'loading' && inside.styleSheets.length > 0
    if (inside !== null && stands) leave = attendTo(inside)
    else timer = requestAnimationFrame(look)
  }
  look()
  return () => {
    cancelAnimationFrame(timer)
    leave?.()
  }
}

function attend(inside: Document, setHeight: (height: number) => void): () => void {
  for (const link of inside.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank')
    link.setAttribute('rel', 'noopener noreferrer')
  }
  const measure = (): void => setHeight(Math.ceil(inside.documentElement.getBoundingClientRect().height))
  const observer = new ResizeObserver(measure)
  observer.observe(inside.documentElement)
  measure()
  const stopKeys = listenForKeys(inside)
  const onClick = (event: MouseEvent): void => followNote(inside, event)
  inside.addEventListener('click', onClick)
  return () => {
    observer.disconnect()
    stopKeys()
    inside.removeEventListener('click', onClick)
  }
}

/** A link to a place in the entry itself, such as a footnote, scrolls there instead of opening a tab. */
function followNote(inside: Document, event: MouseEvent): void {
  const [target] = event.composedPath()
  const link = target instanceof (inside.defaultView?.Element ?? Element) ? target.closest('a') : null
  const href = link?.getAttribute('href') ?? ''
  if (!href.startsWith('#')) return
  event.preventDefault()
  const name = href.slice(1)
  const note = inside.getElementById(name) ?? inside.getElementById(`user-content-${name}`)
  note?.scrollIntoView({ block: 'center' })
}
