/**
 * Takes the place of the package `@standard-community/standard-json` in the bundle (wrangler.jsonc, "alias"). That one
 * loads a converter for each of six schema libraries on demand, which makes the bundler keep all of Zod, every language
 * of its messages included; here there is only Zod, which converts its schemas itself.
 */
import * as z from 'zod'
import type { ZodType } from 'zod'

export function toJsonSchema(schema: ZodType, options?: Parameters<typeof z.toJSONSchema>[1]) {
  return z.toJSONSchema(schema, options)
}

/** Nothing is loaded on demand. */
export function loadVendor(): void {}
