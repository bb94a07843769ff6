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
  const { summary, description, parameters = [], requestBody, responses } = operation
  return html`<details>
    <summary><b>${method.toUpperCase()}</b> <code>${path}</code> <span>${summary}</span></summary>
    ${description === undefined ? '' : html`<p>${description}</p>`}
    ${parameters.length === 0 ? '' : renderParameters(parameters)}
    ${
      requestBody === undefined
        ? ''
        : html`<h4>Body</h4>
            ${renderContent(requestBody)}`
    }
    ${Object.entries(responses ?? {}).map(([status, response]) => renderResponse(status, response))}
  </details>`
}

function renderParameters(parameters: readonly object[]): Html {
  return html`<h4>Parameters</h4>
    <ul>
      ${parameters.map(renderParameter)}
    </ul>`
}

function renderParameter(parameter: object): Html {
  const name = 'name' in parameter ? String(parameter.name) : ''
  const place = 'in' in parameter ? String(parameter.in) : ''
  const need = 'required' in parameter && parameter.required === true ? 'required' : 'optional'
  const schema = 'schema' in parameter ? JSON.stringify(parameter.schema) : ''
  return html`<li><code>${name}</code> (${place}, ${need}) <code>${schema}</code></li>`
}

function renderResponse(status: string, response: object): Html {
  const description = 'description' in response ? String(response.description) : ''
  return html`<h4><code>${status}</code> ${description}</h4>
    ${Number(status) < 400 ? renderContent(response) : ''}`
}

/** @param holder a body or a response: what it is made of, by media type */
function renderContent(holder: object): Html {
  const content = 'content' in holder && isObject(holder.content) ? Object.entries(holder.content) : []
  return html`${content.map(
    ([mediaType, media]) => html`<p><code>${mediaType}</code> ${renderSchema(schemaOf(media))}</p>`,
  )}`
}

function schemaOf(media: unknown): unknown {
  return isObject(media) && 'schema' in media ? media['schema'] : undefined
}

/** A schema that has a name leads to where it is shown; following the link opens it. */
function renderSchema(schema: unknown): Html {
  const name = isObject(schema) && '$ref' in schema ? String(schema['$ref']).split('/').at(-1) : undefined
  return name === undefined
    ? html`<code>${JSON.stringify(schema)}</code>`
    : html`<a href="#schema-${name}">${name}</a>`
}

function renderSchemas({ components }: ApiDocument): Html {
  return html`<section>
    <h2 id="schemas">Schemas</h2>
    ${Object.entries(components.schemas ?? {}).map(
      ([name, schema]) =>
        html`<details>
          <summary><code>${name}</code></summary>
          <pre id="schema-${name}">${JSON.stringify(schema, null, 2)}</pre>
        </details>`,
    )}
  </section>`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
