import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'
import { z } from 'zod'

/** The part of a wrangler.jsonc that running the Worker outside of Cloudflare needs. */
const WranglerConfig = z.object({
  name: z.string(),
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()).default([]),
  assets: z
    .object({
      directory: z.string(),
      binding: z.string(),
      not_found_handling: z.enum(['none', 'single-page-application']).default('none'),
    })
    .optional(),
  durable_objects: z
    .object({
      bindings: z.array(
        z.object({ name: z.string(), class_name: z.string(), script_name: z.string().optional() }),
      ),
    })
    .default({ bindings: [] }),
  services: z
    .array(z.object({ binding: z.string(), service: z.string(), entrypoint: z.string().optional() }))
    .default([]),
  vars: z.record(z.string(), z.string()).default({}),
  secrets: z.object({ required: z.array(z.string()) }).default({ required: [] }),
})

export type WranglerConfig = z.infer<typeof WranglerConfig>

/**
 * Reads a wrangler.jsonc, the one description of a Worker and its bindings.
 * @throws naming the file and what is malformed in it
 */
export function readWranglerConfig(file: string): WranglerConfig {
  const errors: ParseError[] = []
  const json: unknown = parse(readFileSync(file, 'utf8'), errors, { allowTrailingComma: true })
  const [first] = errors
  if (first !== undefined) {
    throw new Error(`${file}: ${printParseErrorCode(first.error)} at offset ${first.offset}`)
  }
  const read = WranglerConfig.safeParse(json)
  if (!read.success) throw new Error(`${path.basename(file)}: ${z.prettifyError(read.error)}`)
  return read.data
}
