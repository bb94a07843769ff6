/**
 * The document in which an entry's own HTML is shown. It stands in a sandbox without scripts and under the page's
 * Content-Security-Policy, which a srcdoc document inherits; the HTML was sanitised at ingest besides.
 * @param styleUrl the stylesheet for entries, absolute
 */
export function documentFor(html: string, styleUrl: string, theme: string): string {
  return [
    `<!doctype html><html lang="und"${theme === 'system' ? '' : ` data-theme="${theme}"`}><head>`,
    '<meta charset="utf-8"><meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<base target="_blank"><link rel="stylesheet" href="${styleUrl}">`,
    `</head><body>${html}</body></html>`,
  ].join('')
}
