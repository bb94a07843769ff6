import { useMutation } from '@tanstack/react-query'
import { api, done } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { formSecret, formText } from '../ui/form-text.ts'
import { Problem } from '../ui/problem.tsx'
import { say } from '../ui/toasts.tsx'

export function ChangeEmailForm({ onChanged }: { readonly onChanged: () => void }) {
  const change = useMutation({
    mutationFn: async (form: HTMLFormElement) => {
      const json = { email: formText(form, 'email'), password: formSecret(form, 'password') }
      await done(api.account.email.$post({ json }))
      form.reset()
    },
    onSuccess: () => {
      say('Your e-mail is changed.')
      onChanged()
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
      <Field label="New e-mail" name="email" type="email" autoComplete="email" maxLength={254} required />
      <Field label="Your password" name="password" type="password" autoComplete="current-password" required />
      {change.error !== null && <Problem error={change.error} />}
      <button type="submit" className="button" disabled={change.isPending}>
        Change e-mail
      </button>
    </form>
  )
}
