import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import { answer, api } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { formSecret, formText } from '../ui/form-text.ts'
import { Problem } from '../ui/problem.tsx'
import { Card } from './card.tsx'
import { INVITED, isInvitation } from './next.ts'
import { registrationQuery } from './queries.ts'
import { useGoOn } from './use-go-on.ts'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const search = route.useSearch()
  const { next } = search
  const { data: registration } = useQuery(registrationQuery)
  const signIn = useMutation({
    mutationFn: (form: HTMLFormElement) =>
      answer(
        api.account['sign-in'].$post({
          json: { email: formText(form, 'email'), password: formSecret(form, 'password') },
        }),
      ),
    onSuccess: useGoOn(next),
  })
  // Nobody can sign in to a house without people.
  if (registration?.firstRun === true) return <Navigate to="/sign-up" search={search} replace />
  return (
    <Card title="Welcome back" lead={isInvitation(next) ? INVITED : undefined}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate(event.currentTarget)
        }}
      >
        <Field label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        {signIn.error !== null && <Problem error={signIn.error} />}
        <button type="submit" className="button is-primary is-wide" disabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      {registration?.mode === 'open' && (
        <p className="card-other">
          New here?{' '}
          <Link to="/sign-up" search={search}>
            Make an account
          </Link>
        </p>
      )}
      {registration?.mode === 'invite-only' && (
        <p className="card-other">
          New here? You need an invitation.{' '}
          <Link to="/sign-up" search={search}>
            I have one
          </Link>
        </p>
      )}
    </Card>
  )
}
