import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { ChannelPage, ChannelQuery } from '@switchboard/shared-types/api/admin'
import { ChannelId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../../app-env.ts'
import { valueOf } from '../../errors.ts'
import { refuse } from '../../refuse.ts'
import { adminOf, describeAct, describeRead } from './admin-of.ts'

const ChannelParam = z.object({ id: ChannelId })

export const adminChannels = new Hono<AppEnv>()
  .get(
    '/',
    describeRead('Channels with their health', ChannelPage, ['cursor.invalid']),
    validator('query', ChannelQuery, refuse),
    async (c) => c.json(valueOf(await c.env.ADMIN.channels(...adminOf(c), c.req.valid('query'))), 200),
  )
  .post(
    '/:id/pause',
    describeAct('Let a channel ask and send nothing', ['channel.not_found']),
    validator('param', ChannelParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.pauseChannel(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
  .post(
    '/:id/resume',
    describeAct('Let a paused channel go on', ['channel.not_found']),
    validator('param', ChannelParam, refuse),
    async (c) => {
      valueOf(await c.env.ADMIN.resumeChannel(...adminOf(c), c.req.valid('param').id))
      return c.body(null, 204)
    },
  )
