import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { AuditPage, AuditVerdict, PageQuery } from '@switchboard/shared-types/api/admin'
import type { AppEnv } from '../../app-env.ts'
import { valueOf } from '../../errors.ts'
import { refuse } from '../../refuse.ts'
import { adminOf, describeRead } from './admin-of.ts'

export const adminAudit = new Hono<AppEnv>()
  .get(
    '/',
    describeRead('What admins did, newest first', AuditPage, ['cursor.invalid']),
    validator('query', PageQuery, refuse),
    async (c) => c.json(valueOf(await c.env.ADMIN.audit(...adminOf(c), c.req.valid('query'))), 200),
  )
  .get('/verify', describeRead('Whether the chain of the audit log is whole', AuditVerdict), async (c) =>
    c.json(valueOf(await c.env.ADMIN.verifyAudit(...adminOf(c))), 200),
  )
