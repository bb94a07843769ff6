import { expect, it } from 'vitest'
import * as z from 'zod'
import { app } from '../app.ts'
import { gateway } from '../routes/gateway.ts'
import { makeDocument } from './document.ts'

const document = await makeDocument(app)

/** The house's routes as OpenAPI writes them: middleware, catch-alls and the document's own addresses left out. */
const routes = new Set(
  [...gateway.routes, ...app.routes]
    .filter(({ method, path }) => method !== 'ALL' && !/^\/api\/(?:docs|openapi)/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`),
)

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item ?? {}).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operation,
  })),
)

it('describes every route, and nothing that is not there', () => {
  expect(routes.size).toBeGreaterThan(40)
  expect(operations.map(({ name }) => name).toSorted()).toEqual([...routes].toSorted())
})

it('says each schema once: every reference leads to one', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)]
  expect(references.length).toBeGreaterThan(40)
  expect(Object.keys(document.components.schemas ?? {})).toEqual(
    expect.arrayContaining([...new Set(references.map(([, name]) => name))]),
  )
})

const Operation = z.object({
  summary: z.string().min(1),
  tags: z.array(z.string()).length(1),
  responses: z.record(z.string(), z.object({ description: z.string().min(1) })),
})

it.each(operations)('says how $name can go well and how it can fail', ({ operation }) => {
  const statuses = Object.keys(Operation.parse(operation).responses).map(Number)
  expect(statuses.some((status) => status < 400)).toBe(true)
})

it('says of the realm’s router that it is for admins', () => {
  const shared = operations.filter(({ name }) => name.includes(' /api/admin/router/'))
  expect(shared.length).toBeGreaterThan(20)
  for (const { operation } of shared) {
    expect(operation).toMatchObject({
      tags: ['Admin'],
      responses: { 403: { description: 'auth.forbidden' } },
    })
  }
})
