import type { SessionInfo } from '@switchboard/shared-types/api/account'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Laptop, Smartphone } from 'lucide-react'
import { api, done } from '../app/api.ts'
import { fullTime } from '../app/time.ts'
import { Problem } from '../ui/problem.tsx'
import { sayProblem } from '../ui/toasts.tsx'
import { deviceName } from './device-name.ts'
import { sessionsQuery } from './queries.ts'

export function SessionList() {
  const client = useQueryClient()
  const sessions = useQuery(sessionsQuery)
  const revoke = async (id: string): Promise<void> => {
    try {
      await done(api.account.sessions[':id'].$delete({ param: { id } }))
    } catch (error) {
      sayProblem(error)
    }
    await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  }
  if (sessions.error !== null) return <Problem error={sessions.error} />
  return (
    <ul className="sessions">
      {sessions.data?.map((session) => (
        <Session key={session.id} session={session} onRevoke={() => void revoke(session.id)} />
      ))}
    </ul>
  )
}

function Session({ session, onRevoke }: { readonly session: SessionInfo; readonly onRevoke: () => void }) {
  const agent = session.userAgent ?? ''
  const Icon = /Mobile|Android|iPhone/.test(agent) ? Smartphone : Laptop
  return (
    <li>
      <Icon aria-hidden="true" />
      <div>
        <p>
          {deviceName(agent)}
          {session.current && <span className="health-word">This device</span>}
        </p>
        <small>
          Since {fullTime(session.createdAt)}
          {session.ipAddress !== null && session.ipAddress !== '' && ` · ${session.ipAddress}`}
        </small>
      </div>
      {!session.current && (
        <button type="button" className="button" onClick={onRevoke}>
          Sign out
        </button>
      )}
    </li>
  )
}
