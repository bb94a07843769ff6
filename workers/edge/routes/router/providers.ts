import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { AddProvider, FoundServer, Provider } from '@switchboard/shared-types/api/router/providers'
import { ProviderTest, TestProvider, UpdateProvider } from '@switchboard/shared-types/api/router/providers'
import { ProviderId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { CHANGING, WITH_BODY, OWNERS, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { keys } from './keys.ts'

const tag = 'Router'
const BAD_ADDRESS = ['provider.bad_url', 'provider.blocked_address'] as const
const ProviderParam = z.object({ id: ProviderId })
const Providers = z.object({ providers: z.array(Provider) })
const Found = z.object({ servers: z.array(FoundServer) })

export const providers = new Hono<AppEnv>()
  .get(
    '/',
    describe({
      tag,
      summary: 'The providers of models, with the health of their keys',
      answers: { 200: Providers },
    }),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json({ providers: await stub.providers(...at) }, 200)
    },
  )
  .get(
    '/found',
    describe({
      tag,
      summary: 'Model servers that answer on this network and are no providers yet',
      answers: { 200: Found },
    }),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json({ servers: await stub.findServers(...at) }, 200)
    },
  )
  .post(
    '/',
    describe({
      tag,
      summary: 'Add a provider',
      answers: { 201: Provider },
      errors: [...WITH_BODY, ...OWNERS, 'provider.exists', 'provider.too_many', ...BAD_ADDRESS],
    }),
    withJson,
    validator('json', AddProvider, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.addProvider(...at, c.req.valid('json'))), 201)
    },
  )
  .patch(
    '/:id',
    describe({
      tag,
      summary: 'Rename a provider, turn it on or off, or change its address and its default models',
      answers: { 200: Provider },
      errors: [...WITH_BODY, ...OWNERS, 'provider.not_found', ...BAD_ADDRESS],
    }),
    validator('param', ProviderParam, refuse),
    withJson,
    validator('json', UpdateProvider, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      const input = { ...c.req.valid('json'), id: c.req.valid('param').id }
      return c.json(valueOf(await stub.updateProvider(...at, input)), 200)
    },
  )
  .delete(
    '/:id',
    describe({
      tag,
      summary: 'Remove a provider with its keys',
      description: 'Refused while a route leads to it.',
      answers: { 204: 'The provider and its keys are gone.' },
      errors: [...CHANGING, ...OWNERS, 'request.invalid', 'provider.not_found', 'provider.in_use'],
    }),
    validator('param', ProviderParam, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      valueOf(await stub.removeProvider(...at, c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/test',
    describe({
      tag,
      summary: 'Ask a provider for its models, with one of its keys or without any',
      description: 'What it lists is kept. A provider that refuses is told in the answer, not by its status.',
      answers: { 200: ProviderTest },
      errors: [...WITH_BODY, ...OWNERS, 'provider.not_found', 'key.not_found'],
    }),
    validator('param', ProviderParam, refuse),
    withJson,
    validator('json', TestProvider, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      const input = { provider: c.req.valid('param').id, key: c.req.valid('json').key }
      return c.json(valueOf(await stub.testProvider(...at, input)), 200)
    },
  )
  .route('/:id/keys', keys)
