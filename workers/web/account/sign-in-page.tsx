import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, Navigate, useRouter } from '@tanstack/react-router'
import { answer, api } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { formSecret, formText } from '../ui/form-text.ts'
import { Problem } from '../ui/problem.tsx'
import { Card } from './card.tsx'
import { accountKey, registrationQuery } from './queries.ts'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const client = useQueryClient()
  const router = useRouter()
  const { next } = route.useSearch()
  const { data: registration } = useQuery(registrationQuery)
  const signIn = useMutation({
    mutationFn: (form: HTMLFormElement) =>
      answer(
        api.account['sign-in'].$post({
          json: { email: formText(form, 'email'), password: formSecret(form, 'password') },
        }),
      ),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: accountKey })
      router.history.replace(next ?? '/')
    },
  })
  // Nobody can sign in to a house without people.
  if (registration?.firstRun === true) return <Navigate to="/sign-up" replace />
  return (
    <Card title="Welcome back">
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
          New here? <Link to="/sign-up">Make an account</Link>
        </p>
      )}
      {registration?.mode === 'invite-only' && (
        <p className="card-other">
          New here? You need an invitation. <Link to="/sign-up">I have one</Link>
        </p>
      )}
    </Card>
  )
}
