import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { FolderParam, RenameFolder } from '@switchboard/shared-types/api/subscriptions'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { CHANGING, WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'

const tag = 'Subscriptions'

export const folders = new Hono<AppEnv>()
  .use(withPerson)
  .patch(
    '/:folder',
    describe({
      tag,
      summary: 'Rename a folder',
      answers: { 204: 'Renamed.' },
      errors: [...WITH_BODY, 'folder.not_found'],
    }),
    validator('param', FolderParam, refuse),
    withJson,
    validator('json', RenameFolder, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      const input = { folder: c.req.valid('param').folder, name: c.req.valid('json').name }
      valueOf(await stub.renameFolder(...at, input))
      return c.body(null, 204)
    },
  )
  .delete(
    '/:folder',
    describe({
      tag,
      summary: 'Dissolve a folder; what lies in it stays',
      answers: { 204: 'Dissolved.' },
      errors: [...CHANGING, 'request.invalid', 'folder.not_found'],
    }),
    validator('param', FolderParam, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      valueOf(await stub.renameFolder(...at, { folder: c.req.valid('param').folder, name: null }))
      return c.body(null, 204)
    },
  )
