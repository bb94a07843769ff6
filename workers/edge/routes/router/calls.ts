import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import {
  CallContent,
  CallPage,
  CallQuery,
  ModelCall,
  RunningCall,
} from '@switchboard/shared-types/api/router/calls'
import { CallId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'

const tag = 'Router'
const CallParam = z.object({ id: CallId })
const Running = z.object({ calls: z.array(RunningCall) })

export const calls = new Hono<AppEnv>()
  .get(
    '/running',
    describe({ tag, summary: 'The model calls that run now', answers: { 200: Running } }),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json({ calls: await stub.running(...at) }, 200)
    },
  )
  .get(
    '/calls',
    describe({
      tag,
      summary: 'A page of the ledger, newest call first',
      answers: { 200: CallPage },
      errors: ['request.invalid', 'cursor.invalid'],
    }),
    validator('query', CallQuery, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.calls(...at, c.req.valid('query'))), 200)
    },
  )
  .get(
    '/calls/:id',
    describe({
      tag,
      summary: 'A model call: where it went, why, and what it used',
      answers: { 200: ModelCall },
      errors: ['request.invalid', 'call.not_found'],
    }),
    validator('param', CallParam, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.callOf(...at, c.req.valid('param').id)), 200)
    },
  )
  .get(
    '/calls/:id/content',
    describe({
      tag,
      summary: 'Prompt and answer of a call',
      description: 'Only where its token keeps them, and only as long.',
      answers: { 200: CallContent },
      errors: ['request.invalid', 'call.not_found'],
    }),
    validator('param', CallParam, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.content(...at, c.req.valid('param').id)), 200)
    },
  )
