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
import { Analysis } from '@switchboard/shared-types/api/conversations/analysis'
import { Delivery } from '@switchboard/shared-types/api/conversations/delivery'
import {
  ApproveDraft,
  Draft,
  EditDraft,
  NewDraft,
  ResendMessage,
  WriteDraft,
} from '@switchboard/shared-types/api/conversations/draft'
import {
  Attachment,
  Message,
  MessageAct,
  MessageAuthor,
  Reaction,
} from '@switchboard/shared-types/api/conversations/message'
import {
  ChangeEntries,
  Counts,
  Entry,
  EntryPage,
  EntrySummary,
  MarkRead,
} from '@switchboard/shared-types/api/entries'
import { Notification } from '@switchboard/shared-types/api/notifications'
import {
  CallContent,
  CallPage,
  ModelCall,
  RunningCall,
  TokenUsage,
  UsageLine,
  UsageReport,
} from '@switchboard/shared-types/api/router/calls'
import { AddLimit, Limit, LimitScope } from '@switchboard/shared-types/api/router/limits'
import {
  AddKey,
  AddProvider,
  FoundServer,
  ModelPrice,
  Price,
  Provider,
  ProviderKey,
  ProviderTest,
  SetPrice,
  UpdateProvider,
} from '@switchboard/shared-types/api/router/providers'
import {
  DryRun,
  DryRunRequest,
  ModelRoute,
  RouteDraft,
  RouteTarget,
  SetRoutes,
} from '@switchboard/shared-types/api/router/routes'
import {
  AgentToken,
  CreatedToken,
  CreateToken,
  UpdateToken,
} from '@switchboard/shared-types/api/router/tokens'
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
import { Summary } from '@switchboard/shared-types/api/summaries'
import { ErrorEnvelope } from '@switchboard/shared-types/errors'

const NAMED = {
  AddKey,
  AddLimit,
  AddProvider,
  AgentToken,
  Analysis,
  ApproveDraft,
  Attachment,
  AuditEntry,
  AuditVerdict,
  CallContent,
  CallPage,
  ChangeEmail,
  ChangeEntries,
  ChangePassword,
  Counts,
  CreatedToken,
  CreateToken,
  DeadLetter,
  Delivery,
  Draft,
  DryRun,
  DryRunRequest,
  EditDraft,
  Entry,
  EntryPage,
  EntrySummary,
  Error: ErrorEnvelope,
  FeedPreview,
  FeedRow,
  FetchHistory,
  FetchRecord,
  FoundServer,
  ImportLine,
  ImportProgress,
  ImportReport,
  Invitation,
  Limit,
  LimitScope,
  MarkRead,
  Message,
  MessageAct,
  MessageAuthor,
  ModelCall,
  ModelPrice,
  ModelRoute,
  NewDraft,
  Notification,
  Person,
  PersonDetails,
  PersonRow,
  Price,
  Provider,
  ProviderKey,
  ProviderTest,
  Reaction,
  Registration,
  ResendMessage,
  RouteDraft,
  RouteTarget,
  RunningCall,
  SessionInfo,
  SetPrice,
  SetRoutes,
  SignIn,
  SignUp,
  Subscribe,
  Subscription,
  Summary,
  TokenUsage,
  UpdateProvider,
  UpdateSubscription,
  UpdateToken,
  UsageLine,
  UsageReport,
  WriteDraft,
}

/**
 * Gives these schemas their names in the document, which then says each of them once. `ref` is what hono-openapi looks
 * for; a schema that others wrap with a default has none, because the wrapper would take the name along.
 */
export function nameSchemas(): void {
  for (const [ref, schema] of Object.entries(NAMED)) z.globalRegistry.add(schema, { ref })
}
