import type { CreatedToken } from '@switchboard/shared-types/api/router/tokens'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../app/api.ts'
import { ReadyLinesView } from '../connect/ready-lines-view.tsx'
import { clientsFor } from '../connect/ready-lines.ts'
import { listed } from '../format.ts'
import { routerKey } from '../queries.ts'
import { CopyButton } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { readTokenForm, TokenFields } from './token-fields.tsx'
import { SCOPE_WORDS } from './words.ts'
import './tokens.css'

/** Makes a token and shows it, this once, in the lines that an agent needs. */
export function CreateTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient()
  const [created, setCreated] = useState<CreatedToken | null>(null)
  const close = (): void => {
    onClose()
    void client.invalidateQueries({ queryKey: routerKey })
  }
  if (created !== null) return <Created created={created} onClose={close} />
  return (
    <FormDialog
      title="A token for an agent"
      act="Make the token"
      onClose={onClose}
      closesWhenDone={false}
      onSubmit={async (form) => {
        setCreated(await answer(api.router.tokens.$post({ json: readTokenForm(form, Date.now()) })))
      }}
    >
      <TokenFields />
    </FormDialog>
  )
}

interface CreatedProps {
  readonly created: CreatedToken
  readonly onClose: () => void
}

function Created({ created, onClose }: CreatedProps) {
  return (
    <Dialog title={created.name} size="large" isDismissable={false} onClose={onClose}>
      <div className="dialog-body stack">
        <div className="once">
          <p>
            <strong>Copy it now: it is shown this once.</strong> Whoever has it may {mayWords(created)}.
          </p>
          <div className="once-line">
            <code>{created.token}</code>
            <CopyButton text={created.token} what="the token" />
          </div>
        </div>
        <ReadyLinesView token={created.token} clients={clientsFor(created)} />
      </div>
      <div className="dialog-foot">
        <button type="button" className="button is-primary" onClick={onClose}>
          I have it
        </button>
      </div>
    </Dialog>
  )
}

function mayWords({ scopes }: CreatedToken): string {
  return listed(scopes.map((scope) => SCOPE_WORDS[scope][0].toLowerCase()))
}
