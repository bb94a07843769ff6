import type { Rule } from '@switchboard/shared-types/api/rules'
import { useQuery } from '@tanstack/react-query'
import { ListFilter, Plus } from 'lucide-react'
import { useState } from 'react'
import { Waiting } from '../models/waiting.tsx'
import { OwnersOnly } from '../groups/owners-only.tsx'
import { Empty } from '../ui/empty.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Problem } from '../ui/problem.tsx'
import { sayProblem } from '../ui/toasts.tsx'
import { PermissionsPart } from './permissions-part.tsx'
import { rulesQuery } from './queries.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { RuleLine } from './rule-line.tsx'
import { useSaveRules } from './use-save-rules.ts'
import '../account/account-page.css'
import '../models/models-page.css'
import './rules-page.css'

type Shown = { readonly dialog: 'new' } | { readonly dialog: 'edit' | 'remove'; readonly rule: Rule }

/** What is done with messages by itself. */
export function RulesPage() {
  const { data: rules, error } = useQuery(rulesQuery)
  const save = useSaveRules()
  const [shown, setShown] = useState<Shown | null>(null)
  const close = (): void => setShown(null)
  const all = rules ?? []
  const change = (next: readonly Rule[]): void => void save([...next]).catch(sayProblem)
  const move = (rule: Rule, by: 1 | -1): void => {
    const at = all.indexOf(rule)
    change(all.toSpliced(at, 1).toSpliced(at + by, 0, rule))
  }
  const addButton = (
    <button type="button" className="button is-primary" onClick={() => setShown({ dialog: 'new' })}>
      <Plus aria-hidden="true" />
      Add a rule
    </button>
  )
  return (
    <main className="page">
      <div className="page-inner rules">
        <PageHead title="Rules" />
        <section className="panel" aria-label="Rules">
          {error !== null && <Problem error={error} />}
          {rules === undefined && error === null && <Waiting />}
          {rules?.length === 0 && (
            <Empty icon={ListFilter} title="No rules yet">
              <p>
                A rule looks at each message that comes in, and labels, sorts, tells you or has an answer
                drafted.
              </p>
              {addButton}
            </Empty>
          )}
          {all.length > 0 && (
            <>
              <div className="panel-head">
                <p className="is-soft">They are asked from top to bottom, for each message that comes in.</p>
                {addButton}
              </div>
              <ol className="rule-lines">
                {all.map((rule, index) => (
                  <RuleLine
                    key={rule.id}
                    rule={rule}
                    isFirst={index === 0}
                    isLast={index === all.length - 1}
                    onMove={(by) => move(rule, by)}
                    onSwitch={(enabled) =>
                      change(all.map((one) => (one.id === rule.id ? { ...one, enabled } : one)))
                    }
                    onEdit={() => setShown({ dialog: 'edit', rule })}
                    onRemove={() => setShown({ dialog: 'remove', rule })}
                  />
                ))}
              </ol>
            </>
          )}
        </section>
        <OwnersOnly act="let rules send without asking">
          <PermissionsPart />
        </OwnersOnly>
        {shown?.dialog === 'new' && <RuleDialog onClose={close} onSave={(rule) => save([...all, rule])} />}
        {shown?.dialog === 'edit' && (
          <RuleDialog
            rule={shown.rule}
            onClose={close}
            onSave={(draft) =>
              save(all.map((one) => (one.id === shown.rule.id ? { ...draft, id: one.id } : one)))
            }
          />
        )}
        {shown?.dialog === 'remove' && (
          <FormDialog
            title="Remove the rule?"
            act="Remove"
            danger
            onClose={close}
            onSubmit={() => save(all.filter((one) => one.id !== shown.rule.id))}
          >
            <p>
              <strong>{shown.rule.name}</strong> is asked no more. What it has done stays as it is.
            </p>
          </FormDialog>
        )}
      </div>
    </main>
  )
}
