import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { AddKey, ProviderKey } from '@switchboard/shared-types/api/router/providers'
import { KeyId, ProviderId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, WITH_BODY, OWNERS, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const tag = 'Router'
const KeysParam = z.object({ id: ProviderId })
const KeyParam = z.object({ id: ProviderId, key: KeyId })

/** Under a provider's address, whose `:id` is the provider's. */
export const keys = new Hono<AppEnv>()
  .post(
    '/',
    describe({
      tag,
      summary: 'Add a key to a provider',
      description: 'It is sealed, and no answer ever has it again.',
      answers: { 201: ProviderKey },
      errors: [...WITH_BODY, ...OWNERS, 'provider.not_found', 'key.too_many'],
    }),
    validator('param', KeysParam, refuse),
    withJson,
    validator('json', AddKey, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      const input = { ...c.req.valid('json'), provider: c.req.valid('param').id }
      return c.json(valueOf(await stub.addKey(...at, input)), 201)
    },
  )
  .delete(
    '/:key',
    describe({
      tag,
      summary: 'Remove a key',
      answers: { 204: 'The key is gone.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'provider.not_found', 'key.not_found'],
    }),
    validator('param', KeyParam, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      const { id: provider, key } = c.req.valid('param')
      valueOf(await stub.removeKey(...at, { provider, key }))
      return c.body(null, 204)
    },
  )
