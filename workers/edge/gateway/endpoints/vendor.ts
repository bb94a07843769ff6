import type { Protocol } from '../protocols/protocol.ts'

/** @returns whose words a request without a protocol of its own is answered in: Anthropic's clients always name a version */
export function vendorOf(headers: Headers): Extract<Protocol, 'anthropic-messages' | 'openai-chat'> {
  return headers.has('anthropic-version') ? 'anthropic-messages' : 'openai-chat'
}
