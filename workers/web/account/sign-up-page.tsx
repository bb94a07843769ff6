import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { answer, api } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { formSecret, formText } from '../ui/form-text.ts'
import { Problem } from '../ui/problem.tsx'
import { Card } from './card.tsx'
import { INVITED, isInvitation } from './next.ts'
import { registrationQuery } from './queries.ts'
import { useGoOn } from './use-go-on.ts'

const route = getRouteApi('/sign-up')

export function SignUpPage() {
  const { invitation, next } = route.useSearch()
  const { data: registration } = useQuery(registrationQuery)
  const firstRun = registration?.firstRun ?? false
  const needsInvitation = registration?.mode === 'invite-only' && !firstRun
  const signUp = useMutation({
    mutationFn: (form: HTMLFormElement) => {
      const code = formText(form, 'invitation')
      return answer(
        api.account['sign-up'].$post({
          json: {
            name: formText(form, 'name'),
            email: formText(form, 'email'),
            password: formSecret(form, 'password'),
            ...(code === '' ? {} : { invitation: code }),
          },
        }),
      )
    },
    onSuccess: useGoOn(next),
  })
  if (registration?.mode === 'closed' && !firstRun) return <Closed />
  return (
    <Card
      title={firstRun ? 'Welcome to Switchboard' : 'Make an account'}
      lead={
        isInvitation(next) ? INVITED : firstRun ? 'One quiet inbox for everything you follow.' : undefined
      }
    >
      {firstRun && (
        <p className="card-note">
          <KeyRound aria-hidden="true" />
          <span>This is the first account here, so you will be the admin.</span>
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signUp.mutate(event.currentTarget)
        }}
      >
        <Field label="Your name" name="name" autoComplete="name" maxLength={100} required autoFocus />
        <Field label="E-mail" name="email" type="email" autoComplete="username" maxLength={254} required />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={256}
          required
          hint="At least 10 characters. A few words in a row work well."
        />
        {needsInvitation && (
          <Field
            label="Invitation"
            name="invitation"
            defaultValue={invitation ?? ''}
            maxLength={100}
            autoComplete="off"
            required
          />
        )}
        {signUp.error !== null && <Problem error={signUp.error} />}
        <button type="submit" className="button is-primary is-wide" disabled={signUp.isPending}>
          {signUp.isPending ? 'One moment…' : 'Make my account'}
        </button>
      </form>
      {!firstRun && <OrSignIn />}
    </Card>
  )
}

function Closed() {
  return (
    <Card
      title="Nobody new at the moment"
      lead="This Switchboard takes no new people. Its admin can change that."
    >
      <OrSignIn />
    </Card>
  )
}

function OrSignIn() {
  const { next } = route.useSearch()
  return (
    <p className="card-other">
      You have an account?{' '}
      <Link to="/sign-in" search={next === undefined ? {} : { next }}>
        Sign in
      </Link>
    </p>
  )
}
