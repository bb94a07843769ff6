import { generateSpecs } from 'hono-openapi'
import type { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { tellWhoseRouter } from './admin-router.ts'
import { AGENT_ENDPOINTS, TOKEN_SCHEMES } from './agent-endpoints.ts'
import { nameSchemas } from './names.ts'
import { version } from '../package.json'

export type ApiDocument = Awaited<ReturnType<typeof generateSpecs>>

/** @returns the OpenAPI 3.1 document of every described route of the app. */
export async function makeDocument(app: Hono<AppEnv>): Promise<ApiDocument> {
  nameSchemas()
  const document = await generateSpecs(app, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'Switchboard', version, description: DESCRIPTION },
      security: [{ session: [] }],
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sb_session' }, ...TOKEN_SCHEMES },
      },
      paths: AGENT_ENDPOINTS,
    },
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  })
  return tellWhoseRouter(document)
}

const DESCRIPTION = [
  'Every failure has one shape: an "error" with "code", "message", "requestId" and sometimes "details".',
  'Sign in to get the session cookie. What changes something must carry an Origin header of this house',
  '(or Sec-Fetch-Site: same-origin), and its body must be application/json unless it is OPML.',
  'With the header x-switchboard-group: grp_... (or the query parameter group, where no header can be sent) what is',
  'asked is asked in the name of that group, of which one has to be a member; docs/groups.md has the rest.',
  'The model endpoints under /v1 take the token of an agent instead and fail as their vendors do; so does /mcp, which',
  'fails as JSON-RPC does.',
].join(' ')
