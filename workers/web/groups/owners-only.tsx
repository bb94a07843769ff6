import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useIsOwner, useMembers } from './use-group.ts'
import './groups.css'

interface OwnersOnlyProps {
  /** What only owners do here, in words. */
  readonly act: string
  readonly children: ReactNode
}

/** A part of the page in which a group's owners alone change something: others see how it stands, and why. */
export function OwnersOnly({ act, children }: OwnersOnlyProps) {
  const isOwner = useIsOwner()
  return (
    <>
      <OwnersNotice act={act} />
      <fieldset className="owners-only-fields" disabled={!isOwner}>
        {children}
      </fieldset>
    </>
  )
}

/** Says to a member who is no owner what only owners do, and whom to ask. */
export function OwnersNotice({ act }: Pick<OwnersOnlyProps, 'act'>) {
  const isOwner = useIsOwner()
  const owners = useMembers().flatMap(({ role, name }) => (role === 'owner' ? [name] : []))
  const whom = owners.length === 0 || owners.length > 3 ? 'one of them' : owners.join(' or ')
  if (isOwner) return null
  return (
    <p className="owners-only" role="note">
      <KeyRound aria-hidden="true" />
      <span>
        Only owners of this group {act}. Ask {whom}.
      </span>
    </p>
  )
}
