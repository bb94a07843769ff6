import { OutputForm, type NewOutput, type OutputSource } from '@switchboard/shared-types/api/outputs'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../app/api.ts'
import { channelsQuery } from '../channels/queries.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'
import { Segments } from '../ui/segments.tsx'
import { ChannelTicks, ticked } from './channel-ticks.tsx'
import { DigestFields, digestOf } from './digest-fields.tsx'
import { outputsKey } from './queries.ts'
import { selection } from './selection.ts'

/** What an output is to be made of; of which digest is asked for in the dialog. */
export type Asked = Exclude<OutputSource, { type: 'digest' }> | { readonly type: 'digest' }

interface NewOutputDialogProps {
  readonly source: Asked
  readonly onClose: () => void
}

const BY_WORDS: Record<NewOutput['by'], string> = {
  template: 'By template',
  model: 'By a model',
  person: 'I write it',
}

const FORM_WORDS: Record<OutputForm, string> = { post: 'Post', thread: 'Thread', summary: 'Summary' }

/** Makes a post, a thread or a summary. It is shown for editing; nothing is published. */
export function NewOutputDialog({ source, onClose }: NewOutputDialogProps) {
  const client = useQueryClient()
  const { data: channels = [] } = useQuery(channelsQuery)
  const isText = source.type === 'text'
  const [selected] = useState(() =>
    source.type === 'entries' && source.ids.length === 1 ? selection.get() : '',
  )
  const [by, setBy] = useState<NewOutput['by']>(isText || selected !== '' ? 'person' : 'template')
  const [form, setForm] = useState<OutputForm>(source.type === 'digest' ? 'summary' : 'post')
  const make = async (element: HTMLFormElement): Promise<void> => {
    const wish = formText(element, 'wish')
    const text = formText(element, 'text')
    await answer(
      api.outputs.$post({
        json: {
          source: source.type === 'digest' ? digestOf(element) : source,
          form,
          by,
          channels: ticked(element),
          ...(by === 'person' ? { parts: partsOf(text, form) } : {}),
          ...(by === 'model' && wish !== '' ? { wish } : {}),
        },
      }),
    )
    await client.invalidateQueries({ queryKey: outputsKey })
  }
  return (
    <FormDialog title={titleOf(source)} act="Make it" size="medium" onSubmit={make} onClose={onClose}>
      {source.type === 'digest' && <DigestFields />}
      <div className="output-choices">
        <Segments
          label="What it becomes"
          choices={OutputForm.options.map((value) => ({ value, text: FORM_WORDS[value] }))}
          value={form}
          onChoose={setForm}
        />
        {!isText && (
          <Segments
            label="Who writes it"
            choices={(['template', 'model', 'person'] as const).map((value) => ({
              value,
              text: BY_WORDS[value],
            }))}
            value={by}
            onChoose={setBy}
          />
        )}
      </div>
      {by === 'model' && (
        <Field
          label="What it is to be like"
          name="wish"
          maxLength={2000}
          autoComplete="off"
          hint="Where no model can be asked the template is used, and it says so."
        />
      )}
      {by === 'person' && (
        <div className="field">
          <label htmlFor="output-text">Text</label>
          <textarea
            id="output-text"
            name="text"
            className="input"
            rows={6}
            required
            autoFocus
            maxLength={20_000}
            defaultValue={selected}
          />
          {form === 'thread' && <p className="field-hint">An empty line begins the next part.</p>}
        </div>
      )}
      <ChannelTicks channels={channels} chosen={[]} />
    </FormDialog>
  )
}

function titleOf(source: Asked): string {
  return source.type === 'entries' && source.ids.length === 1
    ? 'Make a post of this entry'
    : TITLES[source.type]
}

const TITLES: Record<Asked['type'], string> = {
  entries: 'Make a post of these entries',
  conversation: 'Make a post of this conversation',
  text: 'Write a post',
  digest: 'Make a digest',
}

function partsOf(text: string, form: OutputForm): string[] {
  if (form !== 'thread') return [text]
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
