import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { Output } from '@switchboard/shared-types/api/outputs'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { answer, api } from '../app/api.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Ticks } from '../rules/ticks.tsx'
import { roomWords } from './room-words.ts'
import { outputsKey } from './queries.ts'

interface EditOutputDialogProps {
  readonly output: Output
  readonly channels: readonly Channel[]
  readonly onClose: () => void
}

/** Changes the parts of an output and where they go; each part says how much of it fits where. */
export function EditOutputDialog({ output, channels, onClose }: EditOutputDialogProps) {
  const client = useQueryClient()
  const [parts, setParts] = useState<readonly string[]>(output.parts)
  const [chosen, setChosen] = useState<readonly string[]>(output.channels)
  const posting = channels.filter(({ features }) => features.post)
  const targets = posting.filter(({ id }) => chosen.includes(id))
  const save = async (): Promise<void> => {
    const ids: ChannelId[] = targets.map(({ id }) => id)
    await answer(
      api.outputs[':id'].$patch({
        param: { id: output.id },
        json: { revision: output.revision, parts: [...parts], channels: ids },
      }),
    )
    await client.invalidateQueries({ queryKey: outputsKey })
  }
  return (
    <FormDialog title="Edit" act="Save" size="large" onSubmit={save} onClose={onClose}>
      {parts.map((part, index) => (
        <div key={index} className="output-part">
          <textarea
            className="input"
            rows={Math.min(12, Math.max(3, part.split('\n').length + 1))}
            aria-label={parts.length === 1 ? 'Text' : `Part ${index + 1}`}
            required
            value={part}
            onChange={(event) => setParts(parts.with(index, event.currentTarget.value))}
          />
          <div className="output-room">
            {targets.map((channel) => {
              const { text, isTooLong } = roomWords(part, channel)
              return (
                <span key={channel.id} className={isTooLong ? 'is-bad' : undefined}>
                  {text}
                </span>
              )
            })}
            {parts.length > 1 && (
              <IconButton
                icon={X}
                label={`Leave out part ${index + 1}`}
                onClick={() => setParts(parts.toSpliced(index, 1))}
              />
            )}
          </div>
        </div>
      ))}
      {output.form === 'thread' && parts.length < 25 && (
        <button type="button" className="button" onClick={() => setParts([...parts, ''])}>
          <Plus aria-hidden="true" />
          Add a part
        </button>
      )}
      {posting.length > 0 && (
        <Ticks
          legend="Where to"
          choices={posting.map(({ id, name }) => ({ value: id, text: name }))}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
    </FormDialog>
  )
}
