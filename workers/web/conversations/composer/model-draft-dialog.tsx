import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { LoaderCircle, Sparkles } from 'lucide-react'
import { useRef } from 'react'
import { answer, api } from '../../app/api.ts'
import { isFailure } from '../../app/failure.ts'
import { Check } from '../../ui/check.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { formText, hasTick } from '../../ui/form-text.ts'
import { Problem } from '../../ui/problem.tsx'
import { keepDraft } from '../thread/queries.ts'

interface ModelDraftDialogProps {
  readonly conversation: ConversationId
  readonly replyTo: MessageId | null
  readonly onDraft: (draft: Draft) => void
  readonly onClose: () => void
}

/** Has a model draft an answer. Nothing of it leaves before it is approved. */
export function ModelDraftDialog({ conversation, replyTo, onDraft, onClose }: ModelDraftDialogProps) {
  const client = useQueryClient()
  const keys = useRef(new Map<string, string>())
  // The same wish again is the same draft, also where its answer was lost on the way.
  const keyOf = (wanted: string): string => {
    const key = keys.current.get(wanted) ?? crypto.randomUUID()
    keys.current.set(wanted, key)
    return key
  }
  const write = useMutation({
    mutationFn: (form: HTMLFormElement) => {
      const wish = formText(form, 'wish')
      const useTone = hasTick(form, 'useTone')
      return answer(
        api.conversations[':id'].drafts.write.$post({
          param: { id: conversation },
          json: {
            key: keyOf(`${useTone} ${wish}`),
            useTone,
            ...(wish === '' ? {} : { wish }),
            ...(replyTo === null ? {} : { replyTo }),
          },
        }),
      )
    },
    onSuccess: (draft) => {
      onDraft(draft)
      keepDraft(client, conversation, draft)
      onClose()
    },
  })
  return (
    <Dialog title="Draft with a model" onClose={onClose}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          if (!write.isPending) write.mutate(event.currentTarget)
        }}
      >
        <div className="dialog-body stack">
          <div className="field">
            <label htmlFor="draft-wish">What is it to say?</label>
            <textarea
              id="draft-wish"
              name="wish"
              className="input"
              rows={3}
              maxLength={2000}
              autoFocus
              placeholder="Yes to Tuesday, but not before ten. Or leave it empty."
            />
          </div>
          <Check
            name="useTone"
            label="In my tone"
            hint="The model is shown how you have written in this conversation before."
          />
          {write.error !== null && <Problem error={write.error} />}
          {isFailure(write.error, 'model.unavailable') && (
            <p className="is-soft">
              <Link to="/models">Set up a model</Link>, and drafts are written here.
            </p>
          )}
        </div>
        <div className="dialog-foot">
          <button type="button" className="button is-quiet" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button is-primary" aria-disabled={write.isPending}>
            {write.isPending ? (
              <LoaderCircle aria-hidden="true" className="spinner" />
            ) : (
              <Sparkles aria-hidden="true" />
            )}
            {write.isPending ? 'Drafting…' : 'Draft it'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
