import type { Author, ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Account, Parsed, Unreadable } from '../kind.ts'
import { elementsOf, membersOf, readJson } from '../wire/json.ts'
import type { WebhookSecrets, WebhookState } from './account.ts'
import { WebhookEvent } from './payload.ts'

const MAX_EVENTS = 500

/** One event, or `{ "events": [...] }`. What does not fit is kept beside what does. */
export function parseRequest(
  { body }: HookRequest,
  _account: Account<WebhookSecrets, WebhookState>,
  now: number,
): Parsed {
  const json = readJson(body)
  const events: ChannelEvent[] = []
  const unreadable: Unreadable[] = []
  if (json === undefined) return { events, unreadable: [{ reason: 'This is no JSON.', body: textOf(body) }] }
  const listed = membersOf(json)['events']
  const all = listed === undefined ? [json] : elementsOf(listed)
  if (all.length === 0 || all.length > MAX_EVENTS) {
    return {
      events,
      unreadable: [{ reason: `A request has one to ${MAX_EVENTS} events.`, body: textOf(body) }],
    }
  }
  for (const one of all) {
    const read = WebhookEvent.safeParse(one)
    if (read.success) events.push(toEvent(read.data, now))
    else unreadable.push({ reason: sayIssue(read.error.issues), body: JSON.stringify(one) })
  }
  return { events, unreadable }
}

function toEvent(event: WebhookEvent, now: number): ChannelEvent {
  const { thread } = event
  const about = {
    eventId: event.id,
    thread: {
      key: thread.id,
      kind: thread.kind ?? 'direct',
      title: thread.title ?? null,
      url: thread.url ?? null,
    } as const,
    at: new Date(event.at ?? now).toISOString(),
  }
  switch (event.type) {
    case 'message':
      return {
        ...about,
        type: 'message',
        key: event.message ?? event.id,
        author: toAuthor(event.author),
        text: event.text,
        html: null,
        attachments: event.files.map(({ url, name, type }) => ({ ref: url, name, type, size: null })),
        replyTo: event.replyTo ?? null,
        groupKey: null,
        nature: 'ordinary',
        about: null,
      }
    case 'edit':
      return { ...about, type: 'edit', key: event.message, text: event.text, html: null }
    case 'deletion':
      return { ...about, type: 'deletion', key: event.message }
    case 'reaction':
      return {
        ...about,
        type: 'reaction',
        key: event.message,
        author: toAuthor(event.author),
        reactions: event.reactions,
      }
    case 'receipt':
      return {
        ...about,
        type: 'receipt',
        key: event.message,
        state: event.state,
        reason: event.reason ?? null,
      }
  }
}

function toAuthor({ id, name, handle, bot }: Extract<WebhookEvent, { type: 'message' }>['author']): Author {
  return { key: id, name: name ?? id, handle: handle ?? null, self: false, bot }
}

function sayIssue([issue]: readonly {
  readonly path: readonly PropertyKey[]
  readonly message: string
}[]): string {
  return `${issue?.path.map(String).join('.') || 'event'}: ${issue?.message ?? 'is not known'}`
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}
