import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Pace, Performed, World } from '../kind.ts'
import { elementsOf, membersOf, textOf } from '../wire/json.ts'
import { appendFile, encodeForm } from '../wire/multipart.ts'
import type { MastodonAccount } from './account.ts'
import { callMastodon, jsonRequest } from './api.ts'
import { performedOf } from './errors.ts'
import { idOf } from './read-status.ts'

type Act<Type extends Outgoing['act']['type']> = Extract<Outgoing['act'], { type: Type }>

const PROCESSING_MS = 5_000

/** Does one act at the instance. A post is known to it by our id for an hour, so it can be repeated. */
export async function performAtMastodon(
  world: World,
  account: MastodonAccount,
  { id, act }: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  switch (act.type) {
    case 'send':
      return await answer(world, account, id, act, files)
    case 'post':
      return await publish(world, account, id, { status: act.text, ...answering(act.after) }, files)
    case 'edit':
      return await edit(world, account, act.key, act.text)
    case 'delete':
      return await remove(world, account, act.key)
    case 'react':
      return await favourite(world, account, act)
  }
}

/** https://docs.joinmastodon.org/api/rate-limits/: all calls, then what is limited more narrowly. */
export function pacesAtMastodon({ act, files }: Outgoing): readonly Pace[] {
  return [
    { key: 'all', burst: 30, everyMs: 1_500 },
    ...(act.type === 'delete' ? [{ key: 'delete', burst: 15, everyMs: 60_000 }] : []),
    ...(files.length > 0 ? [{ key: 'media', burst: 5, everyMs: 60_000 * files.length }] : []),
  ]
}

/** The post that is answered says who may see the answer, and whom it has to mention to be noticed. */
async function answer(
  world: World,
  account: MastodonAccount,
  id: string,
  { thread, text, replyTo }: Act<'send'>,
  files: readonly File[],
): Promise<Performed> {
  const target = replyTo ?? account.state.newest[thread.key] ?? thread.key
  const reply = await callMastodon(world, account, `/api/v1/statuses/${encodeURIComponent(target)}`)
  if (reply.kind === 'refused' && reply.status === 404)
    return { outcome: 'failed', reason: 'The post that is answered is no longer there.' }
  if (reply.kind !== 'ok') return performedOf(reply, true)
  const answered = membersOf(reply.body)
  const people = [answered['account'], ...elementsOf(answered['mentions'])].map(membersOf)
  const handles = people
    .filter((one) => idOf(one) !== account.state.accountId)
    .map(({ acct }) => `@${textOf(acct) ?? ''}`)
  const missing = [...new Set(handles)].filter((handle) => handle !== '@' && !mentions(text, handle))
  const status = [...missing, text].join(' ')
  const visibility = textOf(answered['visibility']) ?? undefined
  return await publish(world, account, id, { status, visibility, ...answering(target) }, files)
}

/** https://docs.joinmastodon.org/methods/statuses/#create */
async function publish(
  world: World,
  account: MastodonAccount,
  id: string,
  fields: Readonly<Record<string, unknown>>,
  files: readonly File[],
): Promise<Performed> {
  const media: string[] = []
  for (const file of files) {
    const uploaded = await upload(world, account, file)
    if ('outcome' in uploaded) return uploaded
    media.push(uploaded.id)
  }
  const { headers, ...request } = jsonRequest('POST', {
    ...fields,
    ...(media.length > 0 && { media_ids: media }),
  })
  const sent = new Headers(headers)
  sent.set('idempotency-key', id)
  const reply = await callMastodon(world, account, '/api/v1/statuses', { ...request, headers: sent })
  if (reply.kind === 'refused' && media.length > 0 && /processing/i.test(reply.error))
    return { outcome: 'retry', reason: 'The instance is still processing the file.', afterMs: PROCESSING_MS }
  if (reply.kind !== 'ok') return performedOf(reply, false)
  const status = membersOf(reply.body)
  return { outcome: 'sent', reason: null, key: idOf(status), url: textOf(status['url']) }
}

/** @returns the file's id; or why there is none: nobody has seen it, so it may be uploaded again. */
async function upload(
  world: World,
  account: MastodonAccount,
  file: File,
): Promise<{ id: string } | Performed> {
  const form = new FormData()
  appendFile(form, 'file', file)
  const request = { method: 'POST', ...(await encodeForm(form)) }
  const reply = await callMastodon(world, account, '/api/v2/media', request)
  if (reply.kind !== 'ok') return performedOf(reply, true)
  const id = idOf(membersOf(reply.body))
  return id === null ? { outcome: 'retry', reason: 'The instance gave no id for the file.' } : { id }
}

/** What is not named is taken away, so files and the warning are named again. */
async function edit(world: World, account: MastodonAccount, key: string, text: string): Promise<Performed> {
  const reply = await callMastodon(world, account, `/api/v1/statuses/${encodeURIComponent(key)}`)
  if (reply.kind !== 'ok') return performedOf(reply, true)
  const { media_attachments: media, spoiler_text: warning, sensitive, language } = membersOf(reply.body)
  const files = elementsOf(media).map((each) => idOf(membersOf(each)))
  const fields = { status: text, spoiler_text: warning, sensitive, language, media_ids: files }
  return await change(world, account, key, jsonRequest('PUT', fields))
}

async function change(
  world: World,
  account: MastodonAccount,
  key: string,
  request: Parameters<typeof callMastodon>[3],
  action = '',
): Promise<Performed> {
  const path = `/api/v1/statuses/${encodeURIComponent(key)}${action}`
  const reply = await callMastodon(world, account, path, request)
  return reply.kind === 'ok' ? { outcome: 'sent', reason: null, key } : performedOf(reply, true)
}

async function remove(world: World, account: MastodonAccount, key: string): Promise<Performed> {
  const path = `/api/v1/statuses/${encodeURIComponent(key)}`
  const reply = await callMastodon(world, account, path, { method: 'DELETE' })
  const gone = reply.kind === 'ok' || (reply.kind === 'refused' && reply.status === 404)
  return gone ? { outcome: 'sent', reason: null, key } : performedOf(reply, true)
}

/** Mastodon knows one reaction: a favourite. Whatever the emoji, there is one or there is none. */
async function favourite(
  world: World,
  account: MastodonAccount,
  { key, reactions }: Act<'react'>,
): Promise<Performed> {
  const action = reactions.length > 0 ? '/favourite' : '/unfavourite'
  return await change(world, account, key, { method: 'POST' }, action)
}

function answering(id: string | null): { in_reply_to_id?: string } {
  return id === null ? {} : { in_reply_to_id: id }
}

/** Whole names only: `@ada` is not in `@adam`. */
function mentions(text: string, handle: string): boolean {
  return text
    .split(/[^\w@.-]+/)
    .some((word) => word.toLowerCase().replace(/\.$/, '') === handle.toLowerCase())
}
