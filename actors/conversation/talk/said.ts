import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { MessageId } from '@switchboard/shared-types/ids'

/** What was said, as those who read a talk as a whole want it: nothing of how it looks or travels. */
export interface Said {
  readonly id: MessageId
  readonly no: number
  readonly direction: 'in' | 'out'
  readonly author: string
  readonly bot: boolean
  readonly nature: Message['nature']
  readonly text: string
  readonly at: string
}
