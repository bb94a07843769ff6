import * as z from 'zod'
import type { HookAnswer, HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { AttachmentRef, ChannelEvent } from '@switchboard/shared-types/channel-event'
import { MAX_TEXT } from '@switchboard/shared-types/channel-event'
import type { Parsed } from '../kind.ts'
import { cut } from '../wire/cut.ts'
import { elementsOf, membersOf, readJson } from '../wire/json.ts'
import { unreadable } from '../wire/unreadable.ts'
import type { DiscordAccount } from './account.ts'
import { attachmentOf } from './content.ts'
import { authorOf, placeOf, threadOf } from './thread.ts'
import { Attachment, Channel, Snowflake, timeOf, User } from './wire.ts'
import { jsonAnswer } from './verify.ts'

const COMMAND = 2
const COMPONENT = 3
const AUTOCOMPLETE = 4
const MODAL = 5
/** Deeper than Discord nests anything. */
const MAX_DEPTH = 4

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
const Interaction = z.object({
  id: Snowflake,
  type: z.int(),
  channel: Channel,
  guild_id: Snowflake.optional(),
  member: z.object({ user: User }).optional(),
  user: User.optional(),
  data: z.record(z.string(), z.unknown()).default({}),
})
type Interaction = z.infer<typeof Interaction>

/** Seen by its person alone; it says what is true at that moment. The answer itself is an ordinary message. */
const TAKEN = jsonAnswer({
  type: 4,
  data: { content: 'Received. The answer comes as a message here.', flags: 64 },
})
const NO_CHOICES = jsonAnswer({ type: 8, data: { choices: [] } })
/** Webhook Events want no body. */
const NOTED: HookAnswer = { status: 204, headers: {}, body: '' }

/** A command, a button, a form: each is something that a person says. Never throws. */
export function parseInteraction({ body }: HookRequest, { state }: DiscordAccount): Parsed {
  const payload = readJson(body)
  if (membersOf(payload)['type'] === AUTOCOMPLETE) return { events: [], unreadable: [], answer: NO_CHOICES }
  const read = Interaction.safeParse(payload)
  if (!read.success) return kept('This is no interaction that is known.', body, payload)
  const event = eventOf(read.data, state.botId)
  if (typeof event === 'string') return kept(event, body, payload)
  return { events: [event], unreadable: [], answer: TAKEN }
}

function kept(reason: string, body: Uint8Array, payload: unknown): Parsed {
  const answer = 'event' in membersOf(payload) ? NOTED : TAKEN
  return { events: [], unreadable: [unreadable(reason, body)], answer }
}

function eventOf(interaction: Interaction, botId: string): ChannelEvent | string {
  const { id, channel, guild_id: guild = null } = interaction
  const user = interaction.member?.user ?? interaction.user
  if (user === undefined) return 'The interaction names nobody.'
  const text = textOf(interaction)
  if (text === null) return 'This kind of interaction is not known.'
  const about = { eventId: id, thread: threadOf(placeOf(channel, guild, user)), at: timeOf(id) }
  const said = {
    key: id,
    author: authorOf(user, botId),
    text: cut(text, MAX_TEXT),
    attachments: filesOf(interaction),
  }
  return {
    type: 'message',
    ...about,
    ...said,
    html: null,
    replyTo: null,
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
}

function textOf({ type, data }: Interaction): string | null {
  if (type === COMMAND) return [`/${plain(data['name'])}`, ...optionsOf(data['options'])].join(' ')
  if (type === COMPONENT)
    return [plain(data['custom_id']), ...elementsOf(data['values']).map(plain)].join(': ')
  if (type === MODAL) return inputsOf(data['components']).join('\n')
  return null
}

/** Subcommands hold options of their own, two deep at most. */
function optionsOf(options: unknown, depth = 0): string[] {
  if (depth > MAX_DEPTH) return []
  return elementsOf(options).flatMap((option) => {
    const { name, value, options: inner } = membersOf(option)
    return value === undefined
      ? [plain(name)].concat(optionsOf(inner, depth + 1))
      : [`${plain(name)}:${plain(value)}`]
  })
}

/** Forms hold their inputs in rows or labels. */
function inputsOf(components: unknown, depth = 0): string[] {
  if (depth > MAX_DEPTH) return []
  return elementsOf(components).flatMap((component) => {
    const { value, values, component: labelled, components: inner } = membersOf(component)
    const own = [value].concat(elementsOf(values)).map(plain).filter(Boolean)
    return own.concat(inputsOf([labelled], depth + 1), inputsOf(inner, depth + 1))
  })
}

/** Files of a command lie at addresses that end after a day; there is no message to ask for new ones. */
function filesOf({ data }: Interaction): AttachmentRef[] {
  const { attachments } = membersOf(data['resolved'])
  return Object.values(membersOf(attachments))
    .flatMap((raw) => {
      const file = Attachment.safeParse(raw)
      return file.success ? [attachmentOf(file.data, file.data.url)] : []
    })
    .slice(0, 50)
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}
