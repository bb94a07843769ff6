import type { FakeChannel, FakeMessage, FakeSlack } from './fake-slack.ts'
import { BOT, TEAM } from './workspace.ts'

type Body = Record<string, unknown>
type Method = (slack: FakeSlack, args: URLSearchParams) => Body | Response

/** Answers a call of the Web API as https://docs.slack.dev/reference/methods describes it. */
export function answerMethod(
  slack: FakeSlack,
  name: string,
  args: URLSearchParams,
  authorization: string | null,
): Response {
  if (name === 'oauth.v2.access') return Response.json(slack.oauth.access(args))
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined) return refuse('not_authed')
  if (!slack.tokens.has(token)) return refuse('invalid_auth')
  if (name === 'auth.revoke') {
    slack.tokens.delete(token)
    return Response.json({ ok: true, revoked: true })
  }
  const method = METHODS[name]
  if (method === undefined) return refuse('unknown_method')
  const answer = method(slack, args)
  return answer instanceof Response ? answer : Response.json(answer)
}

const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': () => ({
    ok: true,
    url: TEAM.url,
    team: TEAM.name,
    team_id: TEAM.id,
    user: BOT.name,
    user_id: BOT.user,
    bot_id: BOT.bot,
  }),
  'users.list': (slack, args) => {
    const members = [...slack.users].map(([id, { name, ...profile }]) => ({ id, name, profile }))
    return page(members, args, 'members')
  },
  'users.conversations': (slack, args) => {
    const mine = [...slack.channels.values()].filter(({ member }) => member)
    const shown = mine.map(({ id, name, kind, user }) => ({
      id,
      name,
      user,
      is_im: kind === 'im',
      is_mpim: kind === 'mpim',
    }))
    return page(shown, args, 'channels')
  },
  'conversations.history': (slack, args) =>
    limited(slack, 'history', slack.historyLimited ? 60 : 0) ??
    read(
      slack,
      args,
      ({ ts, thread_ts: thread, subtype }) =>
        thread === undefined || thread === ts || subtype === 'thread_broadcast',
    ),
  'conversations.replies': (slack, args) =>
    limited(slack, 'history', slack.historyLimited ? 60 : 0) ?? replies(slack, args),
  'chat.getPermalink': (slack, args) => {
    const [channel, ts] = [args.get('channel') ?? '', args.get('message_ts') ?? '']
    if (!slack.channels.has(channel)) return { ok: false, error: 'channel_not_found' }
    const message = find(slack, channel, ts)
    if (message === undefined) return { ok: false, error: 'message_not_found' }
    const { thread_ts: thread } = message
    const within = thread === undefined ? '' : `?thread_ts=${thread}&cid=${channel}`
    return { ok: true, channel, permalink: `${TEAM.url}archives/${channel}/p${ts.replace('.', '')}${within}` }
  },
  'chat.postMessage': (slack, args) => {
    const text = args.get('text') ?? ''
    const channel = writable(slack, args.get('channel'))
    if (typeof channel === 'string') return { ok: false, error: channel }
    if (text === '') return { ok: false, error: 'no_text' }
    if (text.length > 40_000) return { ok: false, error: 'msg_too_long' }
    const refusal = limited(slack, `post:${channel.id}`, 1)
    if (refusal !== null) return refusal
    const message = slack.write(channel.id, own(text, args.get('thread_ts')))
    return { ok: true, channel: channel.id, ts: message.ts, message }
  },
  'chat.update': (slack, args) => {
    const message = find(slack, args.get('channel'), args.get('ts'))
    if (message === undefined) return { ok: false, error: 'message_not_found' }
    if (message.bot_id !== BOT.bot) return { ok: false, error: 'cant_update_message' }
    message.text = args.get('text') ?? ''
    return { ok: true, channel: args.get('channel'), ts: message.ts, text: message.text }
  },
  'chat.delete': (slack, args) => {
    const message = find(slack, args.get('channel'), args.get('ts'))
    if (message === undefined) return { ok: false, error: 'message_not_found' }
    const messages = slack.channels.get(args.get('channel') ?? '')?.messages
    messages?.splice(messages.indexOf(message), 1)
    return { ok: true, channel: args.get('channel'), ts: message.ts }
  },
  'reactions.get': (slack, args) => {
    const message = find(slack, args.get('channel'), args.get('timestamp'))
    return message === undefined
      ? { ok: false, error: 'message_not_found' }
      : { ok: true, type: 'message', channel: args.get('channel'), message }
  },
  'reactions.add': (slack, args) => {
    const message = find(slack, args.get('channel'), args.get('timestamp'))
    const name = args.get('name') ?? ''
    if (message === undefined) return { ok: false, error: 'message_not_found' }
    const reactions = (message.reactions ??= [])
    const known = reactions.find((each) => each.name === name)
    if (known?.users.includes(BOT.user)) return { ok: false, error: 'already_reacted' }
    if (known === undefined) reactions.push({ name, users: [BOT.user], count: 1 })
    else known.users.push(BOT.user)
    return { ok: true }
  },
  'reactions.remove': (slack, args) => {
    const message = find(slack, args.get('channel'), args.get('timestamp'))
    const known = message?.reactions?.find((each) => each.name === args.get('name'))
    if (!known?.users.includes(BOT.user)) return { ok: false, error: 'no_reaction' }
    known.users.splice(known.users.indexOf(BOT.user), 1)
    return { ok: true }
  },
  'files.getUploadURLExternal': (slack, args) => {
    const length = Number(args.get('length'))
    const name = args.get('filename') ?? ''
    if (name === '' || !(length > 0)) return { ok: false, error: 'invalid_arguments' }
    const id = `F${slack.files.size + 1}`
    slack.files.set(id, { id, name, length, bytes: null })
    return { ok: true, upload_url: `${slack.baseUrl}/upload/${id}`, file_id: id }
  },
  'files.completeUploadExternal': (slack, args) => {
    const ids = [...(args.get('files') ?? '').matchAll(/"id":"(F\d+)"/g)].map(([, id = '']) => id)
    if (ids.length === 0 || ids.some((id) => !slack.files.get(id)?.bytes))
      return { ok: false, error: 'file_not_found' }
    const channel = writable(slack, args.get('channel_id'))
    if (typeof channel === 'string') return { ok: false, error: channel }
    const files = ids.map((id) => ({ id, name: slack.files.get(id)?.name }))
    slack.write(channel.id, { ...own(args.get('initial_comment') ?? '', args.get('thread_ts')), files })
    return { ok: true, files }
  },
  'files.info': (slack, args) => {
    const file = slack.files.get(args.get('file') ?? '')
    if (file === undefined) return { ok: false, error: 'file_not_found' }
    const shares = [...slack.channels.values()].flatMap(({ id, messages }) =>
      messages
        .filter(({ files }) => files?.some((each) => each['id'] === file.id))
        .map(({ ts }) => [id, [{ ts }]] as const),
    )
    const url = `${slack.baseUrl}/files-pri/${file.id}`
    const shown = { id: file.id, name: file.name, mimetype: 'image/png', url_private_download: url }
    return { ok: true, file: { ...shown, shares: { public: Object.fromEntries(shares) } } }
  },
}

function refuse(error: string): Response {
  return Response.json({ ok: false, error })
}

function own(text: string, thread: string | null): Partial<FakeMessage> {
  return { text, user: BOT.user, bot_id: BOT.bot, ...(thread === null ? {} : { thread_ts: thread }) }
}

function writable(slack: FakeSlack, id: string | null): FakeChannel | string {
  const channel = slack.channels.get(id ?? '')
  if (channel === undefined) return 'channel_not_found'
  if (channel.archived) return 'is_archived'
  return channel.member ? channel : 'not_in_channel'
}

function find(slack: FakeSlack, channel: string | null, ts: string | null): FakeMessage | undefined {
  return slack.channels.get(channel ?? '')?.messages.find((message) => message.ts === ts)
}

function read(slack: FakeSlack, args: URLSearchParams, belongs: (message: FakeMessage) => boolean): Body {
  const channel = slack.channels.get(args.get('channel') ?? '')
  if (channel === undefined) return { ok: false, error: 'channel_not_found' }
  if (!channel.member) return { ok: false, error: 'not_in_channel' }
  const oldest = Number(args.get('oldest') ?? 0)
  const messages = channel.messages
    .filter((message) => belongs(message) && Number(message.ts) > oldest)
    .toSorted((one, other) => Number(other.ts) - Number(one.ts))
  return page(messages, args, 'messages', slack.historyLimited ? 15 : 999)
}

/** The first message of the thread, whatever `oldest` says, and then its answers, oldest first. */
function replies(slack: FakeSlack, args: URLSearchParams): Body {
  const channel = slack.channels.get(args.get('channel') ?? '')
  if (channel === undefined) return { ok: false, error: 'channel_not_found' }
  if (!channel.member) return { ok: false, error: 'not_in_channel' }
  const root = channel.messages.find(({ ts }) => ts === args.get('ts'))
  if (root === undefined) return { ok: false, error: 'thread_not_found' }
  const oldest = Number(args.get('oldest') ?? 0)
  const answers = channel.messages.filter(
    ({ ts, thread_ts: thread }) => thread === root.ts && ts !== root.ts && Number(ts) > oldest,
  )
  const sorted = answers.toSorted((one, other) => Number(one.ts) - Number(other.ts))
  return page([root, ...sorted], args, 'messages', slack.historyLimited ? 15 : 999)
}

function page(all: readonly unknown[], args: URLSearchParams, name: string, most = 999): Body {
  const from = Number(atob(args.get('cursor') ?? '') || 0)
  const to = from + Math.min(Number(args.get('limit') ?? 100), most)
  const cursor = to < all.length ? btoa(String(to)) : ''
  return { ok: true, [name]: all.slice(from, to), response_metadata: { next_cursor: cursor } }
}

/** 429 as Slack gives it: a status, a header, and a body that says the same. */
function limited(slack: FakeSlack, key: string, seconds: number): Response | null {
  const waited = (slack.now() - (slack.lastCalls.get(key) ?? -Infinity)) / 1000
  if (waited >= seconds) {
    slack.lastCalls.set(key, slack.now())
    return null
  }
  const headers = { 'retry-after': String(Math.ceil(seconds - waited)) }
  return Response.json({ ok: false, error: 'ratelimited' }, { status: 429, headers })
}
