import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, done } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { formSecret } from '../ui/form-text.ts'
import { Problem } from '../ui/problem.tsx'
import { say } from '../ui/toasts.tsx'
import { sessionsQuery } from './queries.ts'

export function ChangePasswordForm() {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: async (form: HTMLFormElement) => {
      const json = {
        currentPassword: formSecret(form, 'current'),
        newPassword: formSecret(form, 'new'),
      }
      await done(api.account.password.$post({ json }))
      form.reset()
    },
    onSuccess: async () => {
      say('Your password is changed. Other devices are signed out.')
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  return (
    <form
      className="panel-form"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate(event.currentTarget)
      }}
    >
      <Field
        label="Current password"
        name="current"
        type="password"
        autoComplete="current-password"
        required
      />
      <Field
        label="New password"
        name="new"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={256}
        required
        hint="At least 10 characters."
      />
      {change.error !== null && <Problem error={change.error} />}
      <button type="submit" className="button" disabled={change.isPending}>
        Change password
      </button>
    </form>
  )
}
