import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import { getStub } from '@switchboard/shared-types/door'
import { ConversationId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { File } from '../kinds/kind.ts'

/**
 * The bytes of what is sent along, from the conversation that keeps them.
 * @throws where the conversation cannot be reached
 */
export async function fetchFiles(
  env: Pick<ActorsEnv, 'CONVERSATION'>,
  owner: InboxId,
  { from, files }: Outgoing,
  trace: Trace,
): Promise<Result<File[], 'attachment.gone' | 'attachment.waiting'>> {
  const fetched: File[] = []
  for (const { id, name, type } of files) {
    const conversation = ConversationId.safeParse(from)
    if (!conversation.success) return err('attachment.gone', 'Only a conversation has files.')
    const stub = getStub(env.CONVERSATION, conversation.data)
    const found = await stub.attachment(conversation.data, trace, owner, id)
    if (!found.ok) {
      const code = found.error.code === 'attachment.waiting' ? 'attachment.waiting' : 'attachment.gone'
      return err(code, `The file ${name} cannot be sent: ${found.error.message}`)
    }
    const bytes = await new Response(found.value.bytes).bytes()
    fetched.push({ name, type, bytes })
  }
  return ok(fetched)
}
