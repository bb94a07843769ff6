import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { answer, api } from '../app/api.ts'
import { isFailure } from '../app/failure.ts'
import { Code } from '../ui/copy.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Problem } from '../ui/problem.tsx'
import { Waiting } from '../models/waiting.tsx'

interface HookDialogProps {
  readonly channel: Channel
  /** It was connected just now, so its secret is made without asking. */
  readonly isNew: boolean
  readonly onClose: () => void
}

/** What has to be told to the platform by the person: where it finds us, and the secret, which is shown this once. */
export function HookDialog({ channel, isNew, onClose }: HookDialogProps) {
  const { id, hookUrl } = channel
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => answer(api.channels[':id']['hook-secret'].$post({ param: { id } })),
  })
  useEffect(() => {
    if (isNew) mutate()
  }, [isNew, mutate])
  const hasNone = isFailure(error, 'channel.unsupported')
  return (
    <Dialog
      title={`${channel.name}: address and secret`}
      onClose={onClose}
      isDismissable={data === undefined}
    >
      <div className="dialog-body stack">
        <p className="field-label">Address</p>
        {hookUrl !== null && <Code text={data?.url ?? hookUrl} what="the address" />}
        {isPending && <Waiting />}
        {data !== undefined && (
          <>
            <p className="field-label">Secret</p>
            <Code text={data.secret} what="the secret" />
            <p className="is-soft">It is shown this once. Copy it now.</p>
          </>
        )}
        {hasNone && <p className="is-soft">What comes in is checked with the secrets that you have given.</p>}
        {error !== null && !hasNone && <Problem error={error} />}
        {data === undefined && !isPending && !hasNone && !isNew && (
          <p className="is-soft">
            The secret is shown only when it is made. A new one takes the place of the old, whose signatures
            are refused from then on.
          </p>
        )}
      </div>
      <div className="dialog-foot">
        {data === undefined && !hasNone && !isPending && (
          <button type="button" className="button is-start" onClick={() => mutate()}>
            Make a new secret
          </button>
        )}
        <button type="button" className="button is-primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  )
}
