import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Check } from '../../ui/check.tsx'
import { Field } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { formText } from '../../ui/form-text.ts'
import type { ConversationList } from '../list/list.ts'
import { listsKey } from '../list/queries.ts'
import type { Triage } from './use-triage.ts'

/** Puts labels on conversations and takes them off. */
export default function LabelDialog({ triage }: { readonly triage: Triage }) {
  const client = useQueryClient()
  const list = useId()
  const [targets] = useState(triage.targets)
  const [known] = useState(() => {
    const lists = client.getQueriesData<ConversationList>({ queryKey: listsKey })
    const all = lists.flatMap(([, one]) => one?.conversations.flatMap(({ labels }) => labels) ?? [])
    return [...new Set([...all, ...targets.flatMap(({ labels }) => labels)])].toSorted()
  })
  const isOn = (label: string): boolean => targets.every(({ labels }) => labels.includes(label))
  const save = async (form: HTMLFormElement): Promise<void> => {
    const ticked = new Set(new FormData(form).getAll('label').map(String))
    const added = formText(form, 'new')
    const addLabels = [
      ...known.filter((label) => ticked.has(label) && !isOn(label)),
      ...(added === '' ? [] : [added]),
    ]
    const removeLabels = known.filter(
      (label) => !ticked.has(label) && targets.some((one) => one.labels.includes(label)),
    )
    if (addLabels.length > 0 || removeLabels.length > 0) triage.label({ addLabels, removeLabels })
    else triage.closeDialog()
  }
  return (
    <FormDialog title="Labels" act="Save" onSubmit={save} onClose={triage.closeDialog}>
      {known.length > 0 && (
        <fieldset className="label-ticks">
          <legend className="hidden-visually">Labels</legend>
          {known.map((label) => (
            <Check key={label} name="label" value={label} label={label} defaultChecked={isOn(label)} />
          ))}
        </fieldset>
      )}
      <Field label="New label" name="new" list={list} maxLength={50} autoComplete="off" autoFocus />
      <datalist id={list}>
        {known.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
    </FormDialog>
  )
}
