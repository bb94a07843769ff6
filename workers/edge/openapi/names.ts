import * as z from 'zod'
import {
  ChangeEmail,
  ChangePassword,
  Person,
  Registration,
  SessionInfo,
  SignIn,
  SignUp,
} from '@switchboard/shared-types/api/account'
import {
  AuditEntry,
  AuditVerdict,
  DeadLetter,
  FeedRow,
  Invitation,
  PersonDetails,
  PersonRow,
} from '@switchboard/shared-types/api/admin'
import {
  ChangeEntries,
  Counts,
  Entry,
  EntryPage,
  EntrySummary,
  MarkRead,
} from '@switchboard/shared-types/api/entries'
import {
  FeedPreview,
  FetchHistory,
  FetchRecord,
  ImportLine,
  ImportProgress,
  ImportReport,
  Subscribe,
  Subscription,
  UpdateSubscription,
} from '@switchboard/shared-types/api/subscriptions'
import { ErrorEnvelope } from '@switchboard/shared-types/errors'

const NAMED = {
  AuditEntry,
  AuditVerdict,
  ChangeEmail,
  ChangeEntries,
  ChangePassword,
  Counts,
  DeadLetter,
  Entry,
  EntryPage,
  EntrySummary,
  Error: ErrorEnvelope,
  FeedPreview,
  FeedRow,
  FetchHistory,
  FetchRecord,
  ImportLine,
  ImportProgress,
  ImportReport,
  Invitation,
  MarkRead,
  Person,
  PersonDetails,
  PersonRow,
  Registration,
  SessionInfo,
  SignIn,
  SignUp,
  Subscribe,
  Subscription,
  UpdateSubscription,
}

/**
 * Gives these schemas their names in the document, which then says each of them once. `ref` is what hono-openapi looks
 * for; a schema that others wrap with a default has none, because the wrapper would take the name along.
 */
export function nameSchemas(): void {
  for (const [ref, schema] of Object.entries(NAMED)) z.globalRegistry.add(schema, { ref })
}
