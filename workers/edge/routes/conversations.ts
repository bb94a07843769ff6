import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { withPerson } from '../middleware/with-person.ts'
import { analysis } from './conversations/analysis.ts'
import { answers } from './conversations/answers.ts'
import { drafts } from './conversations/drafts.ts'

/** What a person reads and does in a conversation. */
export const conversations = new Hono<AppEnv>()
  .use(withPerson)
  .route('/', drafts)
  .route('/', answers)
  .route('/', analysis)
