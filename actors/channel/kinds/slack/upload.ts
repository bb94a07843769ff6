import type { File, Performed, World } from '../kind.ts'
import { elementsOf, membersOf, textOf } from '../wire/json.ts'
import { callSlack, type SlackAccess } from './api.ts'
import { performedOf } from './errors.ts'
import type { SlackState } from './state.ts'
import { escapeMrkdwn } from './text.ts'
import { permalink, tsOf, type SlackPlace } from './thread.ts'

/**
 * Sends a message with files: each is uploaded, which nobody sees, and then all are shared at once with the text.
 * Source: https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export async function shareFiles(
  world: World,
  access: SlackAccess,
  state: SlackState,
  { channel, thread }: SlackPlace,
  text: string,
  files: readonly File[],
): Promise<Performed> {
  const uploaded: { id: string; title: string }[] = []
  for (const file of files) {
    const upload = await uploadFile(world, access, file)
    if ('outcome' in upload) return upload
    uploaded.push({ id: upload.id, title: file.name })
  }
  const reply = await callSlack(world, access, 'files.completeUploadExternal', {
    files: JSON.stringify(uploaded),
    channel_id: channel,
    thread_ts: thread ?? undefined,
    initial_comment: text === '' ? undefined : escapeMrkdwn(text),
  })
  if (reply.kind !== 'ok') return performedOf(reply, false)
  const key = await sharedAs(world, access, channel, uploaded[0]?.id ?? '')
  return { outcome: 'sent', reason: null, key, url: permalink(state, channel, key, thread) }
}

/** @returns the file's id; or why there is none: what was not shared yet may be uploaded again. */
async function uploadFile(
  world: World,
  access: SlackAccess,
  file: File,
): Promise<{ id: string } | Performed> {
  const args = { filename: file.name, length: file.bytes.length }
  const reply = await callSlack(world, access, 'files.getUploadURLExternal', args)
  if (reply.kind !== 'ok') return performedOf(reply, true)
  const [url, id] = [textOf(reply.body['upload_url']), textOf(reply.body['file_id'])]
  if (url === null || id === null) return { outcome: 'retry', reason: 'Slack gave no place for the file.' }
  const headers = { 'content-type': 'application/octet-stream' }
  const put = await world.fetch({ url, method: 'POST', headers, body: file.bytes })
  if (put.ok && put.value.status < 300) return { id }
  return { outcome: 'retry', reason: `Slack did not take the file "${file.name.slice(0, 100)}".` }
}

/** The `ts` of the message that shares a file; null where Slack has not written it yet. */
async function sharedAs(
  world: World,
  access: SlackAccess,
  channel: string,
  file: string,
): Promise<string | null> {
  const reply = await callSlack(world, access, 'files.info', { file })
  if (reply.kind !== 'ok') return null
  const shares = membersOf(membersOf(reply.body['file'])['shares'])
  const here = [shares['public'], shares['private']].flatMap((each) => elementsOf(membersOf(each)[channel]))
  return tsOf(membersOf(here[0])['ts'])
}
