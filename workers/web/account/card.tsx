import type { ReactNode } from 'react'
import { Logo } from '../app/logo.tsx'
import { ThemeSwitch } from '../app/theme-switch.tsx'
import './card.css'

interface CardProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** The page of somebody who is not signed in: one thing to do, in the middle. */
export function Card({ title, lead, children }: CardProps) {
  return (
    <div className="front">
      <header className="front-head">
        <Logo />
        <ThemeSwitch />
      </header>
      <main className="card">
        <h1>{title}</h1>
        {lead !== undefined && <p className="card-lead">{lead}</p>}
        {children}
      </main>
    </div>
  )
}
