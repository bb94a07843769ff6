import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Parsed } from '../kind.ts'
import { elementsOf, membersOf, readJson, textOf, type JsonObject } from '../wire/json.ts'
import { NOTHING, onlyUnreadable } from '../wire/unreadable.ts'
import { readMessageEvent } from './parse-message.ts'
import { readReaction } from './parse-reaction.ts'
import type { SlackState } from './state.ts'

/** Events of the workspace around the talk: who joined, what was renamed, pinned or uploaded. */
const AROUND =
  /^(member|channel|group|im|mpim|team|user|file|pin|star|emoji|subteam|link|dnd|app_home|workflow|call)_/

/**
 * Reads a payload of the Events API (https://docs.slack.dev/apis/events-api). Two events about one message (Slack sends
 * `message` and `app_mention`), and the history, give it the same `eventId`.
 */
export function parseSlack(request: HookRequest, state: SlackState): Parsed {
  const read = readJson(request.body)
  if (read === undefined) return onlyUnreadable('This is no JSON.', request.body)
  const payload = membersOf(read)
  switch (payload['type']) {
    case 'event_callback':
      return isOurs(payload, state)
        ? readEvent(membersOf(payload['event']), state)
        : onlyUnreadable('The event is of another workspace.', payload)
    case 'url_verification':
      return NOTHING
    case 'app_rate_limited':
      return onlyUnreadable(
        'Slack held events back because there were too many; the next catch-up reads them.',
        payload,
      )
    default:
      return onlyUnreadable('This is no event of the Events API.', payload)
  }
}

function readEvent(event: JsonObject, state: SlackState): Parsed {
  const type = textOf(event['type']) ?? ''
  switch (type) {
    case 'message':
    case 'app_mention':
      return readMessageEvent(event, state)
    case 'reaction_added':
    case 'reaction_removed':
      return readReaction(event, state, type === 'reaction_added' ? 'added' : 'removed')
    case 'app_uninstalled':
    case 'tokens_revoked':
      return onlyUnreadable('Slack says that the app was uninstalled or its token revoked.', event)
    default:
      return AROUND.test(type)
        ? NOTHING
        : onlyUnreadable(`An event of the type "${type}" is not understood.`, event)
  }
}

/** In a channel shared with another company the event names that one's workspace, and ours among the authorisations. */
function isOurs(payload: JsonObject, { team }: SlackState): boolean {
  if (team === null) return true
  const installed = elementsOf(payload['authorizations']).map((one) => membersOf(one)['team_id'])
  return [payload['team_id'], payload['context_team_id'], ...installed].includes(team.id)
}
