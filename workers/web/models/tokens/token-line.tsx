import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Pencil, ReceiptText, Trash2 } from 'lucide-react'
import { fullTime, relative } from '../../app/time.ts'
import { Menu } from '../../ui/menu.tsx'
import { listed } from '../format.ts'
import { isExpired, isOwn, SCOPE_WORDS } from './words.ts'

interface TokenLineProps {
  readonly token: AgentToken
  readonly now: number
  readonly onEdit: () => void
  readonly onRevoke: () => void
}

export function TokenLine({ token, now, onEdit, onRevoke }: TokenLineProps) {
  const navigate = useNavigate()
  const may = listed(token.scopes.map((scope) => SCOPE_WORDS[scope][0].toLowerCase()))
  return (
    <li>
      <div className="token-what">
        <p>
          <strong>{token.name}</strong> {!isOwn(token) && <code>sb_…{token.hint}</code>}
          {isExpired(token, now) && <span className="health-word is-expired">expired</span>}
          {token.contentDays !== null && (
            <span className="health-word is-untested">keeps content {token.contentDays} d</span>
          )}
        </p>
        <small>{isOwn(token) ? 'Stands for the calls that Switchboard makes itself' : `May ${may}`}</small>
      </div>
      <div className="token-when">
        <p>{token.lastUsedAt === null ? 'Never used' : `Used ${relative(token.lastUsedAt, now)}`}</p>
        <small title={token.expiresAt === null ? undefined : fullTime(token.expiresAt)}>
          {isOwn(token) ? '' : expiryWords(token, now)}
        </small>
      </div>
      <Menu
        label={`More about ${token.name}`}
        button={<Ellipsis aria-hidden="true" />}
        choices={[
          { icon: Pencil, text: 'Change', onChoose: onEdit },
          {
            icon: ReceiptText,
            text: 'Its calls',
            onChoose: () => void navigate({ to: '/models/calls', search: { token: token.id } }),
          },
          ...(isOwn(token) ? [] : [{ icon: Trash2, text: 'Revoke', danger: true, onChoose: onRevoke }]),
        ]}
      />
    </li>
  )
}

function expiryWords(token: AgentToken, now: number): string {
  if (token.expiresAt === null) return 'Does not expire'
  return `${isExpired(token, now) ? 'Expired' : 'Expires'} ${relative(token.expiresAt, now)}`
}
