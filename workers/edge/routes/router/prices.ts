import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { ModelPrice, SetPrice } from '@switchboard/shared-types/api/router/providers'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { withJson } from '../../middleware/with-body.ts'
import { WITH_BODY, OWNERS, describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const tag = 'Router'
const Prices = z.object({ prices: z.array(ModelPrice) })

export const prices = new Hono<AppEnv>()
  .get(
    '/',
    describe({ tag, summary: 'What my models cost, as far as it is known', answers: { 200: Prices } }),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json({ prices: await stub.prices(...at) }, 200)
    },
  )
  .put(
    '/',
    describe({
      tag,
      summary: 'Set the price of a model, or take one’s own back',
      answers: { 200: ModelPrice },
      errors: [...WITH_BODY, ...OWNERS, 'provider.not_found'],
    }),
    withJson,
    validator('json', SetPrice, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.setPrice(...at, c.req.valid('json'))), 200)
    },
  )
