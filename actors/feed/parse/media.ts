import type { MediaNs } from 'feedsmith'
import type { RawEnclosure } from './raw.ts'

type Media = MediaNs.ItemOrFeed | undefined

/** Every file that Media RSS names, groups included. */
export function readMediaContents(media: Media): RawEnclosure[] {
  const contents = [
    ...(media?.contents ?? []),
    ...(media?.groups ?? []).flatMap((group) => group.contents ?? []),
  ]
  return contents.flatMap((content) =>
    content.url === undefined
      ? []
      : [
          {
            url: content.url,
            type: content.type ?? mediumType(content.medium),
            length: content.fileSize ?? null,
          },
        ],
  )
}

/** A picture for the item: the first thumbnail, else the first content that is an image. */
export function readMediaImage(media: Media): string | null {
  const holders = [media, ...(media?.groups ?? []), ...(media?.contents ?? [])]
  const thumbnail = holders.map((holder) => holder?.thumbnails?.[0]?.url).find((url) => url !== undefined)
  const picture = readMediaContents(media).find((file) => file.type?.startsWith('image'))
  return thumbnail ?? picture?.url ?? null
}

export function readMediaDescription(media: Media): string | null {
  const holders = [media, ...(media?.groups ?? []), ...(media?.contents ?? [])]
  return holders.map((holder) => holder?.description?.value).find((value) => value !== undefined) ?? null
}

export function readMediaTitle(media: Media): string | null {
  const holders = [media, ...(media?.groups ?? []), ...(media?.contents ?? [])]
  return holders.map((holder) => holder?.title?.value).find((value) => value !== undefined) ?? null
}

function mediumType(medium: string | undefined): string | null {
  return medium === 'image' || medium === 'audio' || medium === 'video' ? `${medium}/*` : null
}
