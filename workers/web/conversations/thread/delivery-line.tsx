import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { DeliveryState } from '@switchboard/shared-types/api/conversations/delivery'
import {
  Check,
  CheckCheck,
  CircleAlert,
  CircleHelp,
  Clock,
  LoaderCircle,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import { fullTime } from '../../app/time.ts'
import { isWebAddress } from '../../ui/open-in-new-tab.ts'
import { useSecond } from '../../ui/use-second.ts'
import { deliveryWords, isWaiting, mayBeSentAgain } from './delivery-words.ts'
import { ResendDialog } from './resend-dialog.tsx'
import { useTakeBack } from './use-take-back.ts'

const ICONS: Record<DeliveryState, LucideIcon> = {
  approved: Clock,
  queued: Clock,
  sending: LoaderCircle,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
  unknown: CircleHelp,
}

/** What became of an answer, and what can still be done about it. */
export function DeliveryLine({ message }: { readonly message: Message }) {
  const { delivery } = message
  const now = useSecond(delivery?.state === 'approved')
  const takeBack = useTakeBack(message.conversationId)
  const [isAsking, setAsking] = useState(false)
  if (delivery === null) return null
  const { state, url, at, approvedBy, agent } = delivery
  const Icon = ICONS[state]
  return (
    <p
      className={`delivery is-${state}`}
      title={`${fullTime(at)}${approvedBy === 'permission' ? ', by a standing permission' : ''}`}
    >
      <Icon aria-hidden="true" className={state === 'sending' ? 'spinner' : undefined} />
      <span className="delivery-words">
        {deliveryWords(delivery, now)}
        {agent !== null && ` · approved by ${agent.name}`}
      </span>
      {isWaiting(delivery) && (
        <button type="button" className="text-button" onClick={() => void takeBack(message.id)}>
          <Undo2 aria-hidden="true" />
          Undo
        </button>
      )}
      {mayBeSentAgain(delivery) && (
        <button type="button" className="text-button" onClick={() => setAsking(true)}>
          Send again
        </button>
      )}
      {url !== null && isWebAddress(url) && (
        <a href={url} target="_blank" rel="noopener noreferrer">
          Show it there
        </a>
      )}
      {isAsking && <ResendDialog message={message} delivery={delivery} onClose={() => setAsking(false)} />}
    </p>
  )
}
