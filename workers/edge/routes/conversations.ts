import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { withPerson } from '../middleware/with-person.ts'
import { analysis } from './conversations/analysis.ts'
import { answers } from './conversations/answers.ts'
import { attachments } from './conversations/attachments.ts'
import { drafts } from './conversations/drafts.ts'
import { conversationList } from './conversations/list.ts'
import { messages } from './conversations/messages.ts'
import { room } from './conversations/room.ts'
import { talk } from './conversations/talk.ts'

/** What a person reads and does in a conversation. */
export const conversations = new Hono<AppEnv>()
  .route('/', room)
  .use(withPerson)
  .route('/', conversationList)
  .route('/', talk)
  .route('/', messages)
  .route('/', attachments)
  .route('/', drafts)
  .route('/', answers)
  .route('/', analysis)
