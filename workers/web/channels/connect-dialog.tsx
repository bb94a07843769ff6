import { type Channel, ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../app/api.ts'
import { ApiFailure } from '../app/failure.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { say } from '../ui/toasts.tsx'
import { keepChannel } from './cache.ts'
import { ChannelMark } from './channel-mark.tsx'
import { ConnectFields } from './connect-fields.tsx'
import { readConnect } from './connect-input.ts'
import { GUIDES } from './guides.tsx'
import { KIND_WORDS } from './kinds.ts'

interface ConnectDialogProps {
  /** Brings new credentials to a channel that exists. */
  readonly channel?: Channel
  readonly onClose: () => void
  /** With an address where the person has to allow it first. */
  readonly onConnected: (channel: Channel, authoriseUrl: string | null) => void
}

/** Connects an account: what to click at the platform, what to bring from there, and the platform's own verdict. */
export function ConnectDialog({ channel, onClose, onConnected }: ConnectDialogProps) {
  const client = useQueryClient()
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? 'telegram')
  const connect = async (form: HTMLFormElement): Promise<void> => {
    const read = readConnect(kind, form)
    if ('problem' in read) throw new ApiFailure('form.invalid', read.problem, 400, null)
    const json = read.input
    const { channel: connected, authoriseUrl } = await answer(
      channel === undefined
        ? api.channels.$post({ json })
        : api.channels[':id'].credentials.$post({ param: { id: channel.id }, json }),
    )
    keepChannel(client, connected)
    if (authoriseUrl === null)
      say(channel === undefined ? `${connected.name} is connected` : 'The new credentials work')
    onConnected(connected, authoriseUrl)
  }
  return (
    <FormDialog
      title={channel === undefined ? 'Connect a channel' : `New credentials for ${channel.name}`}
      act="Test and connect"
      size="medium"
      onSubmit={connect}
      onClose={onClose}
      closesWhenDone={false}
    >
      {channel === undefined && <KindChoice kind={kind} onKind={setKind} />}
      <ol className="guide" aria-label={`How to connect ${KIND_WORDS[kind]}`}>
        {GUIDES[kind].map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
      <div key={kind} className="stack">
        <ConnectFields kind={kind} />
      </div>
      <p className="field-hint">Secrets are tested at the platform, sealed here, and never shown again.</p>
    </FormDialog>
  )
}

interface KindChoiceProps {
  readonly kind: ChannelKind
  readonly onKind: (kind: ChannelKind) => void
}

function KindChoice({ kind, onKind }: KindChoiceProps) {
  return (
    <div className="channel-kinds" role="radiogroup" aria-label="Which platform">
      {ChannelKind.options.map((one) => (
        <label key={one} className="channel-kind">
          <input type="radio" name="kind" value={one} checked={one === kind} onChange={() => onKind(one)} />
          <ChannelMark kind={one} />
          {KIND_WORDS[one]}
        </label>
      ))}
    </div>
  )
}
