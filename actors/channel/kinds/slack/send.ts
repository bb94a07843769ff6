import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Pace, Performed, World } from '../kind.ts'
import { callSlack, type SlackAccess } from './api.ts'
import type { SlackAccount } from './identify.ts'
import { performedOf } from './errors.ts'
import { reactAtSlack } from './react.ts'
import { tokenOf, type SlackState } from './state.ts'
import { escapeMrkdwn } from './text.ts'
import { permalink, placeOf, tsOf, type SlackPlace } from './thread.ts'
import { shareFiles } from './upload.ts'

/** Does one act at Slack. */
export async function performAtSlack(
  world: World,
  { secrets, state }: SlackAccount,
  { act }: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  const token = tokenOf(secrets)
  if (token === null)
    return { outcome: 'unauthorised', reason: 'The person has not allowed it at Slack yet.' }
  if (act.type === 'post') return failed('Slack takes answers only: there is no channel to post to.')
  const place = placeOf(act.thread.key)
  if (place === null) return failed('This is no thread of Slack.')
  const access = { baseUrl: state.baseUrl, token }
  switch (act.type) {
    case 'send':
      return files.length === 0
        ? post(world, access, state, place, act.text)
        : shareFiles(world, access, state, place, act.text, files)
    case 'edit':
      return edit(world, access, place, act.key, act.text)
    case 'delete':
      return remove(world, access, place, act.key)
    case 'react':
      return reactAtSlack(world, access, state, place, act.key, act.reactions)
  }
}

/** About one message a second and channel; everything else by Slack's tier 3, fifty a minute. */
export function pacesAtSlack({ act }: Outgoing): readonly Pace[] {
  if (act.type !== 'send') return [{ key: act.type, burst: 5, everyMs: 1_200 }]
  const channel = placeOf(act.thread.key)?.channel ?? act.thread.key
  return [{ key: `send:${channel}`, burst: 1, everyMs: 1_000 }]
}

/** https://docs.slack.dev/reference/methods/chat.postMessage; it knows no key against doing it twice. */
async function post(
  world: World,
  access: SlackAccess,
  state: SlackState,
  { channel, thread }: SlackPlace,
  text: string,
): Promise<Performed> {
  const args = { channel, thread_ts: thread ?? undefined, text: escapeMrkdwn(text) }
  const reply = await callSlack(world, access, 'chat.postMessage', args)
  if (reply.kind !== 'ok') return performedOf(reply, false)
  const key = tsOf(reply.body['ts'])
  return { outcome: 'sent', reason: null, key, url: permalink(state, channel, key, thread) }
}

async function edit(
  world: World,
  access: SlackAccess,
  { channel }: SlackPlace,
  ts: string,
  text: string,
): Promise<Performed> {
  const reply = await callSlack(world, access, 'chat.update', { channel, ts, text: escapeMrkdwn(text) })
  return reply.kind === 'ok' ? { outcome: 'sent', reason: null, key: ts } : performedOf(reply, true)
}

async function remove(
  world: World,
  access: SlackAccess,
  { channel }: SlackPlace,
  ts: string,
): Promise<Performed> {
  const reply = await callSlack(world, access, 'chat.delete', { channel, ts })
  const gone = reply.kind === 'ok' || (reply.kind === 'refused' && reply.error === 'message_not_found')
  return gone ? { outcome: 'sent', reason: null, key: ts } : performedOf(reply, true)
}

function failed(reason: string): Performed {
  return { outcome: 'failed', reason }
}
