import { backoffDelay } from '@switchboard/kernel/backoff/backoff'
import { log, reasonOf } from '@switchboard/kernel/log'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import { showMessage } from '../messages/show-messages.ts'
import type { AttachmentRow } from './attachment-table.ts'
import { fetchFile } from './fetch-file.ts'
import type { Fetched } from './fetch-file.ts'
import { isRefused, plainType } from './policy.ts'
import { lookedAtAgain, UPLOAD_KEPT_MS } from './upload.ts'

const RETRY = { baseMs: 5_000, capMs: 6 * 60 * 60 * 1000 }
/** With full jitter this is about a day of trying. */
const MAX_ATTEMPTS = 12

type Write = (write: (now: Date) => Written<null>) => Promise<null>

/** Does what is due: fetches files, lets bytes go that nobody needs, each by itself. */
export async function keepFiles(
  conversation: Conversation,
  env: Pick<ActorsEnv, 'CHANNEL' | 'CONVERSATION'>,
  trace: Trace,
  write: Write,
): Promise<void> {
  const due = conversation.attachments.due(new Date())
  const done = await Promise.allSettled(
    due.map(async (file) => {
      if (file.state === 'waiting') await fetchOne(conversation, env, trace, file, write)
      else if (file.state === 'stored') await keepOrForget(conversation, file, write)
      else await forget(conversation, file, write)
    }),
  )
  // Only now: a file is never in the hands of two runs.
  const failed = done.find((each) => each.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function fetchOne(
  conversation: Conversation,
  env: Pick<ActorsEnv, 'CHANNEL' | 'CONVERSATION'>,
  trace: Trace,
  file: AttachmentRow,
  write: Write,
): Promise<void> {
  const fetched = await tryToFetch(conversation, env, trace, file)
  // Its message was deleted or moved meanwhile, or the conversation with it: nothing would take the bytes away again.
  if (conversation.attachments.byId(file.id)?.state !== 'waiting') return
  if (fetched.outcome === 'here') await conversation.files.put(file.id, fetched.bytes)
  await write((now) => note(conversation, file, fetched, trace, now))
}

async function tryToFetch(
  { state }: Conversation,
  env: Pick<ActorsEnv, 'CHANNEL' | 'CONVERSATION'>,
  trace: Trace,
  file: AttachmentRow,
): Promise<Fetched> {
  try {
    const fetched = await fetchFile(env, trace, state.row.owner, file)
    if (fetched.outcome !== 'here') return fetched
    const { type, bytes } = fetched
    return isRefused({ name: file.name, type, size: bytes.length }) ? { outcome: 'refused' } : fetched
  } catch (thrown) {
    log('warn', 'file could not be fetched', trace, { attachment: file.id, reason: reasonOf(thrown) })
    return { outcome: 'later' }
  }
}

/** Writes down what became of it, unless its message was deleted or moved meanwhile. */
function note(
  conversation: Conversation,
  before: AttachmentRow,
  fetched: Fetched,
  trace: Trace,
  now: Date,
): Written<null> {
  const { state, mail, messages, attachments } = conversation
  const { id, heldBy } = before
  const file = attachments.byId(id)
  // Moved while its bytes were put down: they lie with the other conversation, or under its id.
  if (file === undefined) conversation.files.forgetOwn(id)
  if (file?.state !== 'waiting') return unseen(null)
  attachments.update(id, changeOf(file, fetched, now))
  if (heldBy !== null && fetched.outcome === 'here') {
    conversationMessages.dropAttachment(mail, heldBy, { owner: state.row.owner, attachment: id }, trace)
  }
  const row =
    file.messageId === null || fetched.outcome === 'later' ? undefined : messages.byId(file.messageId)
  if (row === undefined) return unseen(null)
  return {
    answer: null,
    events: [{ type: 'message.changed', message: showMessage(conversation, row) }],
    tell: false,
  }
}

function changeOf(
  file: AttachmentRow,
  fetched: Fetched,
  now: Date,
): Partial<Omit<AttachmentRow, 'no' | 'id'>> {
  if (fetched.outcome === 'here') {
    const { type, bytes } = fetched
    const fetchAt = lookedAtAgain(file.messageId, now)
    return { state: 'stored', type: plainType(type), size: bytes.length, heldBy: null, fetchAt }
  }
  const attempts = file.attempts + 1
  if (fetched.outcome !== 'later') return { state: fetched.outcome, attempts, fetchAt: null }
  if (attempts >= MAX_ATTEMPTS) return { state: 'gone', attempts, fetchAt: null }
  const delay = backoffDelay({ attempt: attempts, ...RETRY, random: Math.random })
  return { attempts, fetchAt: new Date(now.getTime() + delay).toISOString() }
}

/** An upload that went with a message is kept; one that stands in a draft is looked at again. */
async function keepOrForget(conversation: Conversation, file: AttachmentRow, write: Write): Promise<void> {
  const { drafts, attachments } = conversation
  if (file.messageId !== null) {
    await write(() => {
      attachments.update(file.id, { fetchAt: null })
      return unseen(null)
    })
  } else if (drafts.all().some((draft) => draft.attachments.includes(file.id))) {
    await write((now) => {
      attachments.update(file.id, { fetchAt: new Date(now.getTime() + UPLOAD_KEPT_MS).toISOString() })
      return unseen(null)
    })
  } else await forget(conversation, file, write)
}

async function forget(
  { files, attachments }: Conversation,
  { id }: AttachmentRow,
  write: Write,
): Promise<void> {
  await files.drop(id)
  await write(() => {
    attachments.remove(id)
    return unseen(null)
  })
}
