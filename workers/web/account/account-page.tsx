import { useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { api, done } from '../app/api.ts'
import { fullTime } from '../app/time.ts'
import { PageHead } from '../ui/page-head.tsx'
import { sayProblem } from '../ui/toasts.tsx'
import { ChangeEmailForm } from './change-email-form.tsx'
import { ChangePasswordForm } from './change-password-form.tsx'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'
import { accountQuery } from './queries.ts'
import { SessionList } from './session-list.tsx'
import { useLeave } from './use-leave.ts'
import './account-page.css'

export function AccountPage() {
  const client = useQueryClient()
  const leave = useLeave()
  const { data: account } = useQuery(accountQuery)
  const [isDeleting, setDeleting] = useState(false)
  const signOut = async (): Promise<void> => {
    try {
      await done(api.account['sign-out'].$post())
      leave()
    } catch (error) {
      sayProblem(error)
    }
  }
  if (account === undefined) return null
  return (
    <main className="page">
      <div className="page-inner">
        <PageHead title="Your account" />
        <section className="panel account-me">
          <div>
            <h2>{account.name}</h2>
            <p>{account.email}</p>
            <p>
              {account.role === 'admin' ? 'Admin' : 'Member'} since {fullTime(account.createdAt)}
            </p>
          </div>
          <button type="button" className="button" onClick={() => void signOut()}>
            <LogOut aria-hidden="true" />
            Sign out
          </button>
        </section>
        <section className="panel">
          <h2>Devices</h2>
          <p className="panel-lead">Where you are signed in. Sign out what you do not know.</p>
          <SessionList />
        </section>
        <section className="panel">
          <h2>Password</h2>
          <ChangePasswordForm />
        </section>
        <section className="panel">
          <h2>E-mail</h2>
          <ChangeEmailForm
            onChanged={() => void client.invalidateQueries({ queryKey: accountQuery.queryKey })}
          />
        </section>
        <section className="panel">
          <h2>Delete my account</h2>
          <p className="panel-lead">
            Your subscriptions, entries and stars are erased at once and for good. Export your subscriptions
            first if you want to keep them.
          </p>
          <button type="button" className="button is-danger" onClick={() => setDeleting(true)}>
            Delete my account
          </button>
        </section>
      </div>
      {isDeleting && <DeleteAccountDialog onClose={() => setDeleting(false)} onDeleted={leave} />}
    </main>
  )
}
