import type { Subscription } from '@switchboard/shared-types/api/subscriptions'

/** Writes the subscriptions as OPML 2.0 (http://opml.org/spec2.opml), a folder an outline. */
export function writeOpml(subscriptions: readonly Subscription[], now: Date): string {
  const folders = Map.groupBy(subscriptions, (subscription) => subscription.folder)
  const loose = (folders.get(null) ?? []).map((subscription) => outline(subscription, '    '))
  const grouped = [...folders].flatMap(([folder, inside]) => (folder === null ? [] : group(folder, inside)))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    '    <title>Switchboard subscriptions</title>',
    `    <dateCreated>${now.toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...grouped,
    ...loose,
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function group(folder: string, inside: readonly Subscription[]): string[] {
  const lines = inside.map((subscription) => outline(subscription, '      '))
  return [`    <outline text="${escape(folder)}" title="${escape(folder)}">`, ...lines, '    </outline>']
}

function outline({ title, feedUrl, siteUrl }: Subscription, indent: string): string {
  const site = siteUrl === null ? '' : ` htmlUrl="${escape(siteUrl)}"`
  return `${indent}<outline type="rss" text="${escape(title)}" title="${escape(title)}" xmlUrl="${escape(feedUrl)}"${site}/>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 allows no control characters but tab, newline and return, not even escaped. */
function escape(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- they are what is to be dropped
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? '')
  )
}
