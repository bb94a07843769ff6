import { RegistrationMode } from '@switchboard/shared-types/api/account'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { registrationQuery } from '../account/queries.ts'
import { answer, api, done } from '../app/api.ts'
import { fullTime } from '../app/time.ts'
import { Problem } from '../ui/problem.tsx'
import { say } from '../ui/toasts.tsx'
import { useAct } from '../ui/use-act.ts'

const WORDS: Record<RegistrationMode, readonly [string, string]> = {
  open: ['Open', 'Anybody who reaches this address can make an account.'],
  'invite-only': ['By invitation', 'Only with an invitation that an admin has made.'],
  closed: ['Closed', 'Nobody new, invitations included.'],
}

export function RegistrationPart() {
  const act = useAct('admin')
  const client = useQueryClient()
  const { data: registration, error } = useQuery(registrationQuery)
  // Shown at once: the cache tells the page a moment later, and until then the old choice would stand there again.
  const [chosen, setChosen] = useState<RegistrationMode | null>(null)
  const choose = async (mode: RegistrationMode): Promise<void> => {
    setChosen(mode)
    await act(() => done(api.admin.registration.$put({ json: { mode } })), 'Saved')
    await client.invalidateQueries({ queryKey: registrationQuery.queryKey })
    setChosen(null)
  }
  return (
    <>
      <section className="panel">
        <h2>Who may join</h2>
        {error !== null && <Problem error={error} />}
        <fieldset className="modes" disabled={registration === undefined}>
          <legend className="hidden-visually">Who may join</legend>
          {RegistrationMode.options.map((mode) => (
            <label key={mode}>
              <input
                type="radio"
                name="mode"
                checked={(chosen ?? registration?.mode) === mode}
                onChange={() => void choose(mode)}
              />
              <span>
                {WORDS[mode][0]}
                <small>{WORDS[mode][1]}</small>
              </span>
            </label>
          ))}
        </fieldset>
      </section>
      <Invitations />
    </>
  )
}

function Invitations() {
  const invite = useMutation({ mutationFn: () => answer(api.admin.invitations.$post()) })
  const code = invite.data?.code
  const address = code === undefined ? '' : `${globalThis.location.origin}/sign-up?invitation=${code}`
  return (
    <section className="panel">
      <h2>Invitations</h2>
      <p className="panel-lead">
        Each lets one person join. It is shown once: copy it before you leave this page.
      </p>
      <button type="button" className="button" disabled={invite.isPending} onClick={() => invite.mutate()}>
        Make an invitation
      </button>
      {invite.error !== null && <Problem error={invite.error} />}
      {invite.data !== undefined && (
        <div className="invitation" role="status">
          <code>{address}</code>
          <button
            type="button"
            className="button"
            onClick={() => void navigator.clipboard.writeText(address).then(() => say('Copied'))}
          >
            <Copy aria-hidden="true" />
            Copy
          </button>
          <small>Good until {fullTime(invite.data.expiresAt)}</small>
        </div>
      )}
    </section>
  )
}
