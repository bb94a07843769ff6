import { err, ok, type Result } from '@switchboard/shared-types/result'

/**
 * Where an `rsshub://` address is fetched from: the route below the configured instance. Any other address is
 * returned as it is.
 *
 * @param instance the RSSHub instance's base URL, such as `https://rsshub.app`
 */
export function resolveRsshub(url: string, instance: string): Result<string, 'feed.bad_url'> {
  const route = /^rsshub:\/*(.*)$/i.exec(url.trim())?.[1]
  if (route === undefined) return ok(url)
  const base = URL.parse(instance.endsWith('/') ? instance : `${instance}/`)
  const target = base === null || route === '' ? null : URL.parse(`./${route}`, base.href)
  // Dots in a route must not climb out of the instance's own path.
  const isInside = base !== null && target?.href.startsWith(base.href) === true
  if (target === null || !isInside) return err('feed.bad_url', 'This is not a route of RSSHub.')
  return ok(target.href)
}
