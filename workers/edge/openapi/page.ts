import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ApiDocument } from './document.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>
type Operation = NonNullable<NonNullable<ApiDocument['paths'][string]>['get']>

interface Route {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** @returns the document as a page: no script, no style of its own, so the strictest policy can show it. */
export function renderDocument(document: ApiDocument): Html {
  const byTag = Map.groupBy(routesOf(document), ({ operation }) => operation.tags?.[0] ?? 'Other')
  const { title, version, description } = document.info
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} API</title>
        <link rel="stylesheet" href="/api/docs.css" />
      </head>
      <body>
        <header>
          <h1>${title} API <small>${version}</small></h1>
          <p>${description}</p>
          <p><a href="/api/openapi.json">OpenAPI ${document.openapi} document</a></p>
          <nav aria-label="Parts">
            ${[...byTag.keys()].map((tag) => html`<a href="#${tag}">${tag}</a> `)}
            <a href="#schemas">Schemas</a>
          </nav>
        </header>
        <main>${[...byTag].map(renderTag)} ${renderSchemas(document)}</main>
      </body>
    </html>`
}

function routesOf({ paths }: ApiDocument): Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method]
      return operation === undefined ? [] : [{ method, path, operation }]
    }),
  )
}

function renderTag([tag, routes]: readonly [string, readonly Route[]]): Html {
  return html`<section>
    <h2 id="${tag}">${tag}</h2>
    ${routes.map(renderRoute)}
  </section>`
}

function renderRoute({ method, path, operation }: Route): Html {
  const { summary, description, parameters, requestBody, responses } = operation
  return html`<details>
    <summary><b>${method.toUpperCase()}</b> <code>${path}</code> <span>${summary}</span></summary>
    ${description === undefined ? '' : html`<p>${description}</p>`}
    ${parameters === undefined || parameters.length === 0 ? '' : renderJson('Parameters', parameters)}
    ${requestBody === undefined ? '' : renderJson('Body', requestBody)}
    ${Object.entries(responses ?? {}).map(([status, response]) => renderResponse(status, response))}
  </details>`
}

function renderResponse(status: string, response: object): Html {
  const description = 'description' in response ? String(response.description) : ''
  const content = 'content' in response && Number(status) < 400 ? response.content : undefined
  return html`<h4><code>${status}</code> ${description}</h4>
    ${content === undefined ? '' : html`<pre>${JSON.stringify(content, null, 2)}</pre>`}`
}

function renderSchemas({ components }: ApiDocument): Html {
  return html`<section>
    <h2 id="schemas">Schemas</h2>
    ${Object.entries(components.schemas ?? {}).map(
      ([name, schema]) =>
        html`<details id="schema-${name}">
          <summary><code>${name}</code></summary>
          <pre>${JSON.stringify(schema, null, 2)}</pre>
        </details>`,
    )}
  </section>`
}

function renderJson(title: string, value: unknown): Html {
  return html`<h4>${title}</h4>
    <pre>${JSON.stringify(value, null, 2)}</pre>`
}
