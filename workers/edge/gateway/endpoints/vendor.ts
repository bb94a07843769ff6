import type { Protocol } from '../protocols/protocol.ts'

type Vendor = Extract<Protocol, 'anthropic-messages' | 'openai-chat'>

/**
 * @returns in whose words a request without a protocol of its own is answered: Anthropic's clients always name a version,
 *   and nobody else has an address that begins with `/messages`
 */
export function vendorOf({ headers, url }: Request): Vendor {
  const isAnthropic = headers.has('anthropic-version') || new URL(url).pathname.startsWith('/v1/messages')
  return isAnthropic ? 'anthropic-messages' : 'openai-chat'
}
