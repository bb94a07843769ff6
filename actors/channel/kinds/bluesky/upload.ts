import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { File, Performed, World } from '../kind.ts'
import type { BlueskyAccount } from './account.ts'
import { callXrpc, performedOf } from './xrpc.ts'

/** Where pictures are shown to everybody. */
const PICTURES = 'https://cdn.bsky.app/img/feed_fullsize/plain'
const MAX_PICTURES = 4
const MAX_BYTES = 1_000_000

/** Uploads pictures (https://docs.bsky.app/docs/advanced-guides/posts#images-embeds). @returns them as a post has them */
export async function embedFiles(
  world: World,
  { secrets, state }: BlueskyAccount,
  files: readonly File[],
): Promise<{ readonly embed: object } | Performed> {
  if (files.length > MAX_PICTURES || files.some(({ type }) => !type.startsWith('image/')))
    return { outcome: 'failed', reason: 'A post has at most four files, and they are pictures.' }
  if (files.some(({ bytes }) => bytes.length > MAX_BYTES))
    return { outcome: 'failed', reason: 'A picture has at most a million bytes.' }
  const images: object[] = []
  for (const { name, type, bytes } of files) {
    const request = { method: 'POST', headers: { 'content-type': type }, body: bytes }
    const reply = await callXrpc(
      world,
      state.baseUrl,
      secrets.accessToken,
      'com.atproto.repo.uploadBlob',
      request,
    )
    if (reply.kind !== 'ok') return performedOf(reply, true)
    images.push({ image: reply.body['blob'], alt: name })
  }
  return { embed: { $type: 'app.bsky.embed.images', images } }
}

/** Fetches a picture, which is public. @param ref the author and the hash of its bytes */
export async function fetchPicture(
  world: World,
  ref: string,
): Promise<
  Result<
    { readonly type: string; readonly bytes: Uint8Array },
    'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'
  >
> {
  if (!/^did:[a-z]+:[\w.:%-]+\/[a-z0-9]+$/i.test(ref))
    return err('attachment.gone', 'This is no picture of Bluesky.')
  const result = await world.fetch({ url: `${PICTURES}/${ref}@jpeg` })
  if (!result.ok) {
    const tooLarge = result.error.code === 'outbound.too_large'
    return err(tooLarge ? 'attachment.too_large' : 'channel.unreachable', result.error.message)
  }
  const { status, body } = result.value
  if (status === 404 || status === 400) return err('attachment.gone', 'The picture is no longer there.')
  if (status !== 200) return err('channel.unreachable', `Bluesky answered with status ${status}.`)
  return ok({ type: 'image/jpeg', bytes: body })
}
