import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { UsageQuery, UsageReport } from '@switchboard/shared-types/api/router/calls'
import type { AppEnv } from '../../app-env.ts'
import { routerSettings } from '../../doors.ts'
import { valueOf } from '../../errors.ts'
import { describe } from '../../openapi/describe.ts'
import { refuse } from '../../refuse.ts'
import { writeUsageCsv } from './usage-csv.ts'

const tag = 'Router'
const MEDIA_TYPE = 'text/csv'
const CSV_DOCUMENT = { [MEDIA_TYPE]: { schema: { type: 'string' } } } as const

export const usage = new Hono<AppEnv>()
  .get(
    '/usage',
    describe({
      tag,
      summary: 'Tokens and money by day, model, token or route',
      answers: { 200: UsageReport },
      errors: ['request.invalid'],
    }),
    validator('query', UsageQuery, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      return c.json(valueOf(await stub.usage(...at, c.req.valid('query'))), 200)
    },
  )
  .get(
    '/usage.csv',
    describe(
      { tag, summary: 'The same report as a table', answers: {}, errors: ['request.invalid'] },
      { responses: { 200: { description: 'A table with one line of headings.', content: CSV_DOCUMENT } } },
    ),
    validator('query', UsageQuery, refuse),
    async (c) => {
      const { stub, at } = routerSettings(c)
      const query = c.req.valid('query')
      const { lines } = valueOf(await stub.usage(...at, query))
      return c.body(writeUsageCsv(query.by, lines), 200, {
        'Content-Type': `${MEDIA_TYPE}; charset=utf-8`,
        'Content-Disposition': `attachment; filename="usage-by-${query.by}-${query.from}-${query.until}.csv"`,
      })
    },
  )
