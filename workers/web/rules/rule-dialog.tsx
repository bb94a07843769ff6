import type { Rule, RuleDraft } from '@switchboard/shared-types/api/rules'
import { useMutation, useQuery } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { answer, api } from '../app/api.ts'
import { ApiFailure } from '../app/failure.ts'
import { channelsQuery } from '../channels/queries.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Problem } from '../ui/problem.tsx'
import { ActionFields } from './action-fields.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { DryRun } from './dry-run.tsx'
import { EMPTY_FORM, formOf, ruleOf, type RuleForm } from './rule-form.ts'

interface RuleDialogProps {
  /** The one to change; without it a new one. */
  readonly rule?: Rule
  readonly onSave: (rule: RuleDraft) => Promise<void>
  readonly onClose: () => void
}

/** Says what a rule is about and what it does, and shows what it would have done. */
export function RuleDialog({ rule, onSave, onClose }: RuleDialogProps) {
  const { data: channels = [] } = useQuery(channelsQuery)
  const [form, setForm] = useState<RuleForm>(() => (rule === undefined ? EMPTY_FORM : formOf(rule)))
  const edit = (change: Partial<RuleForm>): void => setForm((now) => ({ ...now, ...change }))
  const save = useMutation({
    mutationFn: async () => onSave(complete(form)),
    onSuccess: onClose,
  })
  const dryRun = useMutation({
    mutationFn: async () =>
      answer(api.rules['dry-run'].$post({ json: complete({ ...form, name: form.name || 'New rule' }) })),
  })
  const error = save.error ?? dryRun.error
  return (
    <Dialog title={rule === undefined ? 'Add a rule' : 'Change the rule'} size="large" onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!save.isPending) save.mutate()
        }}
      >
        <div className="dialog-body stack">
          <Field
            label="Name"
            value={form.name}
            maxLength={100}
            required
            autoFocus
            autoComplete="off"
            onChange={(event) => edit({ name: event.currentTarget.value })}
          />
          <ConditionFields form={form} channels={channels} onEdit={edit} />
          <ActionFields form={form} onEdit={edit} />
          {error !== null && <Problem error={error} />}
          {dryRun.data !== undefined && <DryRun run={dryRun.data} />}
        </div>
        <div className="dialog-foot">
          <button
            type="button"
            className="button is-start"
            aria-disabled={dryRun.isPending}
            onClick={() => {
              if (!dryRun.isPending) dryRun.mutate()
            }}
          >
            <FlaskConical aria-hidden="true" />
            Try it
          </button>
          <button type="button" className="button is-quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button is-primary" aria-disabled={save.isPending}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function complete(form: RuleForm): RuleDraft {
  const read = ruleOf(form)
  if ('problem' in read) throw new ApiFailure('form.invalid', read.problem, 400, null)
  return read.rule
}
