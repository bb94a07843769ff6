import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { Category, Priority } from '@switchboard/shared-types/api/conversations/analysis'
import { CATEGORY_WORDS, PRIORITY_WORDS } from '../conversations/words.ts'
import { Check } from '../ui/check.tsx'
import { Field } from '../ui/field.tsx'
import type { RuleForm } from './rule-form.ts'
import { Ticks } from './ticks.tsx'

interface ConditionFieldsProps {
  readonly form: RuleForm
  readonly channels: readonly Channel[]
  readonly onEdit: (change: Partial<RuleForm>) => void
}

/** Which messages a rule is about: every part that is filled in must hold. */
export function ConditionFields({ form, channels, onEdit }: ConditionFieldsProps) {
  return (
    <section className="rule-part" aria-label="Which messages">
      <h3>Which messages</h3>
      <p className="is-soft">All parts that are filled in must hold.</p>
      <div className="fields">
        <Field
          label="From"
          value={form.people}
          autoComplete="off"
          placeholder="Kari, *@example.org"
          hint="Names, handles or addresses; * stands for anything."
          onChange={(event) => onEdit({ people: event.currentTarget.value })}
        />
        <Field
          label="With any of these words"
          value={form.words}
          autoComplete="off"
          placeholder="invoice, past due"
          hint="With commas between them."
          onChange={(event) => onEdit({ words: event.currentTarget.value })}
        />
      </div>
      {channels.length > 0 && (
        <Ticks
          legend="In these channels"
          choices={channels.map(({ id, name }) => ({ value: id, text: name }))}
          chosen={form.channels}
          onChoose={(chosen) => onEdit({ channels: chosen })}
        />
      )}
      <details className="fold" open={form.categories.length > 0 || form.priorities.length > 0}>
        <summary>By what was understood</summary>
        <div className="stack">
          <Ticks
            legend="Categories"
            choices={Category.options.map((value) => ({ value, text: CATEGORY_WORDS[value] }))}
            chosen={form.categories}
            onChoose={(categories) => onEdit({ categories })}
          />
          <Ticks
            legend="Priorities"
            choices={Priority.options.map((value) => ({ value, text: PRIORITY_WORDS[value] }))}
            chosen={form.priorities}
            onChoose={(priorities) => onEdit({ priorities })}
          />
        </div>
      </details>
      <Check
        label="Only where an answer is expected"
        checked={form.answerExpected}
        onChange={(event) => onEdit({ answerExpected: event.currentTarget.checked })}
      />
    </section>
  )
}
