import type { ApiDocument } from './document.ts'

const PREFIX = '/api/admin/router/'
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const

/** Says of the realm's router, whose routes are those of everyone's own, that it is for admins alone. */
export function tellWhoseRouter(document: ApiDocument): ApiDocument {
  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith(PREFIX)) continue
    for (const method of METHODS) {
      const operation = item?.[method]
      if (operation === undefined) continue
      operation.tags = ['Admin']
      const refused = operation.responses?.['403']
      if (refused !== undefined && 'description' in refused) refused.description = 'auth.forbidden'
    }
  }
  return document
}
