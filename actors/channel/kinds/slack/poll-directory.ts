import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import {
  MAX_CHANNELS,
  MAX_PEOPLE,
  type Reading,
  type Round,
  type SlackChannel,
  type SlackState,
} from './state.ts'

/** How far back a channel is read that was never read before. */
const FIRST_LOOK_SECONDS = 7 * 24 * 3_600

/** Takes a page of users.list: the names that people chose to be shown by. */
export function takePeople(state: SlackState, body: JsonObject, now: number): SlackState {
  const people = { ...state.people }
  for (const member of elementsOf(body['members'])) {
    const { id, name, profile } = membersOf(member)
    const shown = textOf(membersOf(profile)['display_name']) ?? textOf(membersOf(profile)['real_name'])
    const user = textOf(id)
    if (user !== null) people[user] = (shown ?? textOf(name) ?? user).slice(0, 300)
  }
  const kept = Object.fromEntries(Object.entries(people).slice(0, MAX_PEOPLE))
  const cursor = nextCursor(body)
  return cursor !== null && Object.keys(people).length <= MAX_PEOPLE
    ? { ...state, people: kept, round: { step: 'people', cursor } }
    : { ...state, people: kept, peopleReadAt: now, round: { step: 'channels', cursor: null } }
}

/** Takes a page of users.conversations; after the last one it is known what is to be read. */
export function takeChannels(state: SlackState, body: JsonObject, now: number): SlackState {
  const channels = { ...state.channels }
  for (const each of elementsOf(body['channels'])) {
    const channel = membersOf(each)
    const id = textOf(channel['id'])
    if (id === null || (!(id in channels) && Object.keys(channels).length >= MAX_CHANNELS)) continue
    channels[id] = readChannel(channel, channels[id])
  }
  const cursor = nextCursor(body)
  const round: Round | null = cursor === null ? firstReadings(channels, now) : { step: 'channels', cursor }
  return { ...state, channels, round }
}

/** @returns where the next page begins; Slack ends with an empty cursor or none. */
export function nextCursor(body: JsonObject): string | null {
  return textOf(membersOf(body['response_metadata'])['next_cursor'])
}

function readChannel(channel: JsonObject, known: SlackChannel | undefined): SlackChannel {
  const { read = null, answersRead = null } = known ?? {}
  const kind = channel['is_im'] === true ? 'im' : channel['is_mpim'] === true ? 'mpim' : 'channel'
  return { name: textOf(channel['name']), kind, user: textOf(channel['user']), read, answersRead }
}

function firstReadings(channels: SlackState['channels'], now: number): Round | null {
  const since = `${Math.floor(now / 1000) - FIRST_LOOK_SECONDS}.000000`
  const readings = Object.entries(channels).map(([channel, { read, answersRead }]): Reading => ({
    channel,
    root: null,
    oldest: read ?? since,
    cursor: null,
    newest: null,
    answersSince: answersRead,
    answered: null,
  }))
  const [first, ...rest] = readings
  return first === undefined ? null : { step: 'messages', readings: [first, ...rest] }
}
