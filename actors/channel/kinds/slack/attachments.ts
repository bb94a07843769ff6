import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import { membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { callSlack, type SlackAccess, type SlackReply } from './api.ts'
import type { SlackAccount } from './identify.ts'
import { tokenOf } from './state.ts'

type SlackFile = Result<
  { readonly type: string; readonly bytes: Uint8Array },
  'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'
>

/**
 * Fetches a file by its id. Slack says where it lies at the moment, and the token goes to Slack's own hosts alone.
 * Source: https://docs.slack.dev/reference/objects/file-object
 */
export async function fetchSlackFile(
  world: World,
  { secrets, state }: SlackAccount,
  ref: string,
): Promise<SlackFile> {
  const access = { baseUrl: state.baseUrl, token: tokenOf(secrets) }
  const reply = await callSlack(world, access, 'files.info', { file: ref })
  if (reply.kind !== 'ok') return notFound(reply)
  const file = membersOf(reply.body['file'])
  const url = textOf(file['url_private_download']) ?? textOf(file['url_private'])
  if (url === null || !isOfSlack(url, state.baseUrl))
    return err('attachment.gone', 'The file does not lie with Slack.')
  return download(world, access, url, file)
}

async function download(
  world: World,
  { token }: SlackAccess,
  url: string,
  file: JsonObject,
): Promise<SlackFile> {
  const headers = { authorization: `Bearer ${token ?? ''}` }
  const result = await world.fetch({ url, headers }, { maxRedirects: 3 })
  if (!result.ok) {
    const tooLarge = result.error.code === 'outbound.too_large'
    return err(tooLarge ? 'attachment.too_large' : 'channel.unreachable', result.error.message)
  }
  const { status, headers: answered, body } = result.value
  const type = textOf(file['mimetype']) ?? 'application/octet-stream'
  // Slack shows a page to sign in, with status 200, to those who may not read the file.
  const isPage = (answered.get('content-type') ?? '').startsWith('text/html') && type !== 'text/html'
  if (status === 404 || status === 410 || status === 403 || isPage)
    return err('attachment.gone', 'The file can not be read any more.')
  if (status !== 200) return err('channel.unreachable', `Slack answered with status ${status}.`)
  return ok({ type, bytes: body })
}

function notFound(reply: Exclude<SlackReply, { kind: 'ok' }>): SlackFile {
  if (reply.kind === 'refused' && /^file_(not_found|deleted)$/.test(reply.error))
    return err('attachment.gone', 'The file is no longer there.')
  return err(
    'channel.unreachable',
    reply.kind === 'lost' ? reply.reason : 'Slack does not give the file now.',
  )
}

function isOfSlack(url: string, baseUrl: string): boolean {
  const [file, base] = [URL.parse(url), URL.parse(baseUrl)]
  if (file === null || base === null || file.protocol !== base.protocol) return false
  return file.host === base.host || file.host.endsWith('.slack.com')
}
