import type { Draft, EditDraft, NewDraft } from '@switchboard/shared-types/api/conversations/draft'
import type { ByWhom } from '@switchboard/shared-types/contracts/conversation'
import { DraftId, newId } from '@switchboard/shared-types/ids'
import type { AttachmentId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Conversation, Written } from '../conversation.ts'
import { unseen } from '../conversation.ts'
import type { ThreadState } from '../state/thread.ts'
import { pickThread } from './pick-thread.ts'

const MOST_DRAFTS = 20

type NoDraft = 'draft.not_found' | 'draft.no_thread' | 'draft.too_many'
type Origin = Pick<Draft, 'origin' | 'model' | 'agent'>

/** Begins an answer. The same key again is the same draft, as it stands by then. */
export function newDraft(
  conversation: Conversation,
  input: NewDraft,
  { origin, model, agent }: Origin,
  now: Date,
): Written<Result<Draft, NoDraft>> {
  const before = draftMadeBy(conversation, input.key)
  if (before !== null) return unseen(before)
  const place = placeForDraft(conversation, input)
  if (!place.ok) return unseen(place)
  const at = now.toISOString()
  const draft = conversation.drafts.put({
    id: newId('dft', now.getTime()),
    revision: 1,
    text: input.text,
    channelId: place.value.channelId,
    threadKey: place.value.key,
    replyTo: input.replyTo ?? null,
    attachments: own(conversation, input.attachments),
    origin,
    model,
    agent,
    createdAt: at,
    updatedAt: at,
  })
  if (input.key !== undefined) conversation.applied.once(`new draft ${input.key}`, now, () => draft.id)
  return changed(draft)
}

/** @returns what was made under a client's key before, as it stands now; null: nothing was */
export function draftMadeBy(
  { applied, drafts }: Conversation,
  key: string | undefined,
): Result<Draft, 'draft.not_found'> | null {
  const id = key === undefined ? null : applied.answerTo(`new draft ${key}`)
  if (id === null) return null
  const draft = drafts.find(DraftId.parse(id))
  return draft === undefined
    ? err('draft.not_found', 'This draft was sent or thrown away meanwhile.')
    : ok(draft)
}

/** @returns the thread that a new draft is for, while there is room for one */
export function placeForDraft(
  { state, drafts, messages }: Conversation,
  { threadKey, replyTo }: Pick<NewDraft, 'threadKey' | 'replyTo'>,
): Result<ThreadState, NoDraft> {
  if (drafts.count() >= MOST_DRAFTS)
    return err(
      'draft.too_many',
      `A conversation holds ${MOST_DRAFTS} drafts at most; finish or delete one first.`,
    )
  const answered = replyTo && state.threadByNo(messages.byId(replyTo)?.threadNo ?? null)
  const thread = pickThread(state.threads, threadKey ?? answered?.key)
  return thread
    ? ok(thread)
    : err('draft.no_thread', 'There is no such thread to answer in this conversation.')
}

/** Changes an answer that is still as its editor saw it. */
export function editDraft(
  conversation: Conversation,
  input: EditDraft & ByWhom & { readonly draft: DraftId },
  now: Date,
): Written<Result<Draft, 'draft.not_found' | 'draft.changed'>> {
  const found = draftAt(conversation, input.draft, input.revision)
  if (!found.ok) return unseen(found)
  if (input.agent !== undefined && input.agent.id !== found.value.agent?.id)
    return unseen(
      err('draft.not_found', 'This draft is not yours: an agent changes only what it wrote itself.'),
    )
  const { text, replyTo, attachments } = input
  const draft = conversation.drafts.put({
    ...found.value,
    revision: found.value.revision + 1,
    updatedAt: now.toISOString(),
    ...(text === undefined ? {} : { text }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(attachments === undefined ? {} : { attachments: own(conversation, attachments) }),
  })
  return changed(draft)
}

export function deleteDraft({ drafts }: Conversation, id: DraftId): Written<Result<null, 'draft.not_found'>> {
  if (!drafts.remove(id)) return unseen(noDraft())
  return { answer: ok(null), events: [{ type: 'draft.removed', id }], tell: true }
}

/** @returns a draft where it stands at that revision; otherwise the failure's details tell how it stands */
export function draftAt(
  { drafts }: Conversation,
  id: DraftId,
  revision: number,
): Result<Draft, 'draft.not_found' | 'draft.changed'> {
  const draft = drafts.find(id)
  if (draft === undefined) return noDraft()
  if (draft.revision === revision) return ok(draft)
  const newest = { revision: draft.revision, text: draft.text }
  return err('draft.changed', 'This draft was changed on another device.', newest)
}

function changed(draft: Draft): Written<{ readonly ok: true; readonly value: Draft }> {
  return { answer: ok(draft), events: [{ type: 'draft.changed', draft }], tell: true }
}

function noDraft() {
  return err('draft.not_found', 'There is no such draft in this conversation.')
}

/** Files that are here and belong to no message. */
function own({ attachments }: Conversation, ids: readonly AttachmentId[]): AttachmentId[] {
  return ids.filter((id) => attachments.byId(id)?.messageId === null)
}
