import type { ErrorCode } from '@switchboard/shared-types/errors'
import { ApiFailure } from './failure.ts'

/** What a person can make of each error code. Without a sentence here the server's own is shown. */
const SENTENCES: Record<ErrorCode | 'network', string | null> = {
  network: 'The server cannot be reached. Check your connection; nothing is lost.',
  'request.invalid': null,
  'request.not_json': null,
  'request.too_large': 'That is more than the server takes at once.',
  'request.unsupported_media_type': null,
  'request.forbidden_origin': 'This page was opened under another address than its server. Reload it.',
  'route.not_found': 'The server does not know this request. Reload the page: it may be an older version.',
  'route.method_not_allowed':
    'The server does not know this request. Reload the page: it may be an older version.',
  'route.upgrade_required': null,
  'auth.required': 'You are signed out. Sign in again.',
  'auth.invalid_credentials': 'E-mail or password is not right. Check both; passwords are case-sensitive.',
  'auth.suspended': 'This account is suspended. Ask the admin of this Switchboard.',
  'auth.forbidden': 'Only an admin may do this.',
  'auth.rate_limited': 'Too many attempts. Wait a minute and try again.',
  'auth.email_taken': 'There is already an account with this e-mail. Sign in instead.',
  'auth.weak_password':
    'This password is too easy to guess. Use at least 10 characters; a few words work well.',
  'auth.registration_closed': 'This Switchboard takes no new people at the moment. Ask its admin.',
  'auth.invitation_invalid': 'This invitation is used up or expired. Ask for a new one.',
  'person.not_found': 'This person no longer exists.',
  'person.last_admin': 'This is the only admin. Somebody has to stay in charge.',
  'session.not_found': 'That device is already signed out.',
  'subscription.not_found': 'This subscription no longer exists.',
  'subscription.exists': 'You already follow this feed.',
  'subscription.too_many': 'You follow as many feeds as one inbox holds. Unsubscribe from one first.',
  'folder.not_found': 'This folder no longer exists.',
  'entry.not_found': 'This entry is gone: its feed was unsubscribed, or it was too old to keep.',
  'cursor.invalid': 'The list has changed too much to continue. Reload it.',
  'import.not_found':
    'This import is no longer known. Start it again; feeds that you follow already are passed over.',
  'opml.malformed': 'This file is not OPML, or it is damaged. Export it again from where it came from.',
  'opml.too_large': 'This file is larger than 5 MB. Split it and import the parts.',
  'feed.bad_url':
    'This is not an address of the web. It looks like “example.org” or “https://example.org/feed”.',
  'feed.blocked_address': 'This address lies inside a private network, which Switchboard does not visit.',
  'feed.not_a_feed': 'There is something at this address, but it is neither a feed nor a page.',
  'feed.html_page': 'This is a web page where a feed should be. Paste the address of the feed itself.',
  'feed.no_feed_found': 'This page names no feed. Look for an RSS link on the site and paste that.',
  'feed.empty': 'The address answered with nothing at all.',
  'feed.too_large': 'What stands there is larger than 10 MB, too large for a feed.',
  'feed.too_many_redirects': 'The address sends us on and on. Open it in a browser and paste where it ends.',
  'feed.redirect_loop': 'The address sends us round in a circle. The site has to repair this.',
  'feed.insecure_redirect': 'The address leads from a secure page to an insecure one, so we stopped.',
  'feed.unauthorized': 'This feed asks for a password. Put it into the address: https://name:password@…',
  'feed.forbidden': 'The site refuses us. Some sites let no readers in; try its feed address directly.',
  'feed.missing': 'There is nothing at this address (404). Check the spelling.',
  'feed.gone': 'The site says this feed is gone for good (410).',
  'feed.rate_limited': 'The site says we asked too often. Try again in a while.',
  'feed.server_error': 'The site has a fault of its own at the moment. Try again later.',
  'feed.bad_status': null,
  'feed.unreachable': 'No server answers at this address. Check the spelling, or try again later.',
  'feed.timeout': 'The site took longer than 30 seconds to answer. Try again later.',
  'feed.unknown': 'This feed is not known here.',
  'token.not_found': 'This token was revoked already.',
  'token.too_many': 'You have as many tokens as one person may hold. Revoke one that nobody uses.',
  'provider.not_found': 'This provider is not there any more. Reload the page and choose another.',
  'provider.exists': 'You have a provider of this short name already. Give this one another.',
  'provider.too_many': 'You have as many providers as one person may hold. Remove one first.',
  'provider.in_use': 'A route still leads to this provider. Change or remove that route first.',
  'provider.bad_url':
    'This is not the address of a model server. It looks like “https://models.example.org/v1”.',
  'provider.blocked_address':
    'This address lies inside a private network. Whoever runs this Switchboard can open it with --allow-network.',
  'key.not_found': 'This key is not there any more.',
  'key.too_many': 'This provider has as many keys as it may hold. Remove one first.',
  'route.unknown': 'This route is not there any more. Reload the page: it was changed somewhere else.',
  'limit.not_found': 'This limit was lifted already.',
  'limit.exists': 'There is such a limit already. Remove it first to set another amount.',
  'call.not_found': 'This call is not in the ledger, or what was said in it is no longer kept.',
  'dead_letter.not_found': 'This letter has been replayed already.',
  'actor.misrouted': 'Something went wrong on our side. Try again.',
  'actor.unavailable': 'The server is busy or restarting. Try again in a moment.',
  internal: 'Something went wrong on our side. Try again.',
}

/** @returns one sentence that tells a person what happened and, where there is one, the way out. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof ApiFailure)) return 'Something went wrong on this page. Reload it and try again.'
  const known = Object.entries(SENTENCES).find(([code]) => code === error.code)
  return known?.[1] ?? error.message
}
