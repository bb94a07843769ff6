import type { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { PAGE_HEADERS } from '../page-headers.ts'
import { makeDocument } from './document.ts'
import type { ApiDocument } from './document.ts'
import { DOCS_CSS } from './page-style.ts'
import { renderDocument } from './page.ts'

/** Serves the OpenAPI document of an app, and a page to browse it. */
export function addDocs(app: Hono<AppEnv>): void {
  let document: Promise<ApiDocument> | undefined
  const read = (): Promise<ApiDocument> => (document ??= makeDocument(app))

  app.get('/api/openapi.json', async (c) => c.json(await read(), 200))
  app.get('/api/docs', async (c) =>
    c.html(renderDocument(await read()), 200, Object.fromEntries(PAGE_HEADERS)),
  )
  app.get('/api/docs.css', (c) => c.body(DOCS_CSS, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
}
