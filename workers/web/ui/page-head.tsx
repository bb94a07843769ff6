import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'

interface PageHeadProps {
  readonly title: string
  readonly children?: ReactNode
}

/** The head of a page that is not about reading, with the way back. */
export function PageHead({ title, children }: PageHeadProps) {
  return (
    <header className="page-head">
      <Link to="/" className="icon-button" title="Back to the inbox">
        <ArrowLeft aria-hidden="true" />
        <span className="hidden-visually">Back to the inbox</span>
      </Link>
      <h1>{title}</h1>
      {children}
    </header>
  )
}
