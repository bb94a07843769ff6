import type { ElementContent } from 'hast'
import { resolveWebUrl } from './urls.ts'

/**
 * What stands in for a frame: a link to what it would have shown, with players turned into the video's own page.
 * Inside a link it is only the link's text.
 */
export function linkForEmbed(
  attributes: ReadonlyMap<string, string>,
  base: string | null,
  inLink: boolean,
): ElementContent[] {
  const source = attributes.get('src') ?? attributes.get('data-src') ?? ''
  const resolved = resolveWebUrl(source, base)
  if (resolved === null) return []
  const href = playerPage(new URL(resolved)) ?? resolved
  const label = attributes.get('title')?.trim() || new URL(href).hostname.replace(/^www\./, '')
  const text: ElementContent = { type: 'text', value: `▶ ${label.slice(0, 200)}` }
  if (inLink) return [text]
  const properties = { href, rel: ['noopener', 'noreferrer'], target: '_blank' }
  return [{ type: 'element', tagName: 'a', properties, children: [text] }]
}

/** The page of a video that a known player shows; null for any other address. */
function playerPage(url: URL): string | null {
  const host = url.hostname.replace(/^www\./, '')
  const id = /^\/(?:embed|video|v|embed\/video)\/([\w-]{1,40})\/?$/.exec(url.pathname)?.[1]
  if (id === undefined) return null
  if (host === 'youtube.com' || host === 'youtube-nocookie.com')
    return `https://www.youtube.com/watch?v=${id}`
  if (host === 'player.vimeo.com') return `https://vimeo.com/${id}`
  return host === 'dailymotion.com' ? `https://www.dailymotion.com/video/${id}` : null
}
