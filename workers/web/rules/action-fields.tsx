import { Priority } from '@switchboard/shared-types/api/conversations/analysis'
import { group } from '../app/inbox.ts'
import { PRIORITY_WORDS } from '../conversations/words.ts'
import { Check } from '../ui/check.tsx'
import { Field } from '../ui/field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { AssignField } from './assign-field.tsx'
import { ForwardField } from './forward-field.tsx'
import type { RuleForm } from './rule-form.ts'

interface ActionFieldsProps {
  readonly form: RuleForm
  readonly onEdit: (change: Partial<RuleForm>) => void
}

/** What a rule does. */
export function ActionFields({ form, onEdit }: ActionFieldsProps) {
  return (
    <section className="rule-part" aria-label="What is done">
      <h3>What is done</h3>
      <div className="fields">
        <Field
          label="Put these labels on"
          value={form.labels}
          autoComplete="off"
          placeholder="money, to pay"
          onChange={(event) => onEdit({ labels: event.currentTarget.value })}
        />
        <SelectField
          label="Set the priority"
          value={form.priority}
          onChange={(event) => onEdit({ priority: Priority.safeParse(event.currentTarget.value).data ?? '' })}
        >
          <option value="">As it is understood</option>
          {Priority.options.map((value) => (
            <option key={value} value={value}>
              {PRIORITY_WORDS[value]}
            </option>
          ))}
        </SelectField>
        {group !== null && (
          <AssignField value={form.assignTo} onChoose={(assignTo) => onEdit({ assignTo })} />
        )}
      </div>
      <div className="ticks">
        <Check
          label={group === null ? 'Tell me' : 'Tell everybody'}
          checked={form.notifies}
          onChange={(event) => onEdit({ notifies: event.currentTarget.checked })}
        />
        <Check
          label="Archive"
          checked={form.archives}
          onChange={(event) => onEdit({ archives: event.currentTarget.checked })}
        />
        <Check
          label="Mute"
          checked={form.mutes}
          onChange={(event) => onEdit({ mutes: event.currentTarget.checked })}
        />
      </div>
      <Check
        label="Have a model draft an answer"
        hint="It waits for your approval."
        checked={form.drafts}
        onChange={(event) => onEdit({ drafts: event.currentTarget.checked })}
      />
      {form.drafts && (
        <>
          <Field
            label="What it is to say"
            value={form.wish}
            maxLength={2000}
            autoComplete="off"
            onChange={(event) => onEdit({ wish: event.currentTarget.value })}
          />
          <Check
            label="In my tone"
            hint="The model is shown how you have written in the same conversation before."
            checked={form.inTone}
            onChange={(event) => onEdit({ inTone: event.currentTarget.checked })}
          />
        </>
      )}
      <ForwardField value={form.forwardTo} onChoose={(forwardTo) => onEdit({ forwardTo })} />
      <Check
        label="Ask no further rule"
        checked={form.stop}
        onChange={(event) => onEdit({ stop: event.currentTarget.checked })}
      />
    </section>
  )
}
