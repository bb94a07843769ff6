import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { File, Performed, World } from '../kind.ts'
import { textOf } from '../wire/json.ts'
import { appendFile, encodeForm } from '../wire/multipart.ts'
import type { WhatsAppAccount } from './account.ts'
import { performedOf } from './errors.ts'
import { callGraph, type GraphReply } from './graph.ts'

type Media = Result<
  { readonly type: string; readonly bytes: Uint8Array },
  'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'
>

/** Where Meta keeps media: the token goes nowhere else. */
const META = /(^|\.)(fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.net)$/
const PICTURES = new Set(['image/jpeg', 'image/png'])
const FILMS = new Set(['video/mp4', 'video/3gpp'])
const SOUNDS = new Set(['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'])

/** What a file is sent as. A sound has no caption, so one with a text is sent as a document. */
export function messageTypeOf({ type }: File, text: string): 'image' | 'video' | 'audio' | 'document' {
  if (PICTURES.has(type)) return 'image'
  if (FILMS.has(type)) return 'video'
  return SOUNDS.has(type) && text === '' ? 'audio' : 'document'
}

/** @returns the media's id; or why there is none: nobody has seen it, so it may be uploaded again. */
export async function uploadMedia(
  world: World,
  account: WhatsAppAccount,
  file: File,
): Promise<{ id: string } | Performed> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', file.type)
  appendFile(form, 'file', file)
  const path = `${account.state.phoneNumberId}/media`
  const reply = await callGraph(world, account, { path, ...(await encodeForm(form)) })
  if (reply.kind !== 'ok') return performedOf(reply, true)
  const id = textOf(reply.body['id'])
  return id === null ? { outcome: 'retry', reason: 'Meta gave no id for the file.' } : { id }
}

/** Fetches a file in two steps: Meta says where it lies for five minutes, and gives it to the token. */
export async function fetchMedia(world: World, account: WhatsAppAccount, ref: string): Promise<Media> {
  const path = `${encodeURIComponent(ref)}?phone_number_id=${account.state.phoneNumberId}`
  const reply = await callGraph(world, account, { path })
  if (reply.kind !== 'ok') return notFound(reply)
  const url = textOf(reply.body['url'])
  if (url === null || !isOfMeta(url, account.state.baseUrl))
    return err('attachment.gone', 'The file does not lie with Meta.')
  return await download(world, account, url, textOf(reply.body['mime_type']))
}

async function download(
  world: World,
  { secrets }: WhatsAppAccount,
  url: string,
  type: string | null,
): Promise<Media> {
  // Meta's media server refuses requests without a user agent.
  const headers = { authorization: `Bearer ${secrets.accessToken}`, 'user-agent': 'Switchboard/0.1' }
  const result = await world.fetch({ url, headers }, { maxRedirects: 3 })
  if (!result.ok) {
    const tooLarge = result.error.code === 'outbound.too_large'
    return err(tooLarge ? 'attachment.too_large' : 'channel.unreachable', result.error.message)
  }
  const { status, body } = result.value
  if (status === 404 || status === 410) return err('attachment.gone', 'The file is no longer there.')
  if (status !== 200) return err('channel.unreachable', `Meta answered with status ${status}.`)
  return ok({ type: type ?? 'application/octet-stream', bytes: body })
}

/** 100: an id that Meta does not know, for media is kept for thirty days. */
function notFound(reply: Exclude<GraphReply, { kind: 'ok' }>): Media {
  const unknown = reply.kind === 'refused' && (reply.status === 404 || reply.error['code'] === 100)
  if (unknown) return err('attachment.gone', 'The file is no longer there.')
  return err('channel.unreachable', reply.kind === 'lost' ? reply.reason : 'Meta does not give the file now.')
}

function isOfMeta(url: string, baseUrl: string): boolean {
  const [file, base] = [URL.parse(url), URL.parse(baseUrl)]
  if (file === null || base === null || file.protocol !== base.protocol) return false
  return file.host === base.host || META.test(file.hostname)
}
