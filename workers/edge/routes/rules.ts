import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import * as z from 'zod'
import { Rule, RuleDraft, RuleDryRun, SetRules } from '@switchboard/shared-types/api/rules'
import type { PersonId } from '@switchboard/shared-types/ids'
import type { AppEnv } from '../app-env.ts'
import { ownInbox } from '../doors.ts'
import { valueOf } from '../errors.ts'
import { withJson } from '../middleware/with-body.ts'
import { withPerson } from '../middleware/with-person.ts'
import { WITH_BODY, describe } from '../openapi/describe.ts'
import { refuse } from '../refuse.ts'
import { checkMembers } from './conversations/assigning.ts'

const tag = 'Rules'
const Rules = z.object({ rules: z.array(Rule) })

export const rules = new Hono<AppEnv>()
  .use(withPerson)
  .get(
    '/',
    describe({
      tag,
      summary: 'What is done with messages by itself, in the order in which it is asked',
      answers: { 200: Rules },
    }),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json({ rules: await stub.rules(...at) }, 200)
    },
  )
  .put(
    '/',
    describe({
      tag,
      summary: 'Set all rules in their order',
      description:
        'A rule with an id keeps it and its counts; one that is left out is gone. A rule that sends messages on needs a standing permission for the channel that it sends to, and one that assigns names a member of the inbox.',
      answers: { 200: Rules },
      errors: [
        ...WITH_BODY,
        'rule.not_found',
        'rule.no_permission',
        'conversation.not_found',
        'member.not_found',
      ],
    }),
    withJson,
    validator('json', SetRules, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      const people = assigneesOf(c.req.valid('json'))
      if (people.length > 0) await checkMembers(c, people)
      return c.json({ rules: valueOf(await stub.setRules(...at, c.req.valid('json'))) }, 200)
    },
  )
  .post(
    '/dry-run',
    describe({
      tag,
      summary: 'See what a rule would have done to the newest messages',
      description: 'Looks at the newest 500 of those that the inbox remembers. Nothing is changed.',
      answers: { 200: RuleDryRun },
      errors: WITH_BODY,
    }),
    withJson,
    validator('json', RuleDraft, refuse),
    async (c) => {
      const { stub, at } = ownInbox(c)
      return c.json(await stub.tryRule(...at, c.req.valid('json')), 200)
    },
  )

function assigneesOf({ rules: list }: SetRules): PersonId[] {
  const actions = list.flatMap((rule) => rule.actions)
  return actions.flatMap((action) => (action.type === 'assign' ? [action.to] : []))
}
