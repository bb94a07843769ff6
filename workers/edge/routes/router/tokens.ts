import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import {
  AgentToken,
  CreatedToken,
  CreateToken,
  UpdateToken,
} from '@switchboard/shared-types/api/router/tokens'
import { TokenId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { ownRouter } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, WITH_BODY, OWNERS, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const tag = 'Router'
const TokenParam = z.object({ id: TokenId })
const Tokens = z.object({ tokens: z.array(AgentToken) })

export const tokens = new Hono<AppEnv>()
  .get('/', describe({ tag, summary: 'The tokens of my agents', answers: { 200: Tokens } }), async (c) => {
    const { stub, at } = ownRouter(c)
    return c.json({ tokens: await stub.tokens(...at) }, 200)
  })
  .post(
    '/',
    describe({
      tag,
      summary: 'Make a token for an agent',
      description: 'The answer is the only one that ever has the token itself.',
      answers: { 201: CreatedToken },
      errors: [...WITH_BODY, ...OWNERS, 'token.too_many'],
    }),
    withJson,
    validator('json', CreateToken, refuse),
    async (c) => {
      const { stub, at } = ownRouter(c)
      return c.json(valueOf(await stub.createToken(...at, c.req.valid('json'))), 201)
    },
  )
  .patch(
    '/:id',
    describe({
      tag,
      summary: 'Rename a token, or change what it may do, for how long, and what is kept of its calls',
      answers: { 200: AgentToken },
      errors: [...WITH_BODY, ...OWNERS, 'token.not_found'],
    }),
    validator('param', TokenParam, refuse),
    withJson,
    validator('json', UpdateToken, refuse),
    async (c) => {
      const { stub, at } = ownRouter(c)
      const input = { ...c.req.valid('json'), id: c.req.valid('param').id }
      return c.json(valueOf(await stub.updateToken(...at, input)), 200)
    },
  )
  .delete(
    '/:id',
    describe({
      tag,
      summary: 'Revoke a token',
      answers: { 204: 'From now on it opens nothing; its calls stay in the ledger.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'token.not_found'],
    }),
    validator('param', TokenParam, refuse),
    async (c) => {
      const { stub, at } = ownRouter(c)
      valueOf(await stub.revokeToken(...at, c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
