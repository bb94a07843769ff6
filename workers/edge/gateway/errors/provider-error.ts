import type { ChatProtocol } from '../protocols/protocol.ts'
import { isMembers, membersOf, parseJson, stringOf } from '../translate/json.ts'
import type { Members } from '../translate/json.ts'
import type { ErrorAnswer } from './answer.ts'
import { writeErrorBody } from './vendor-error.ts'
import type { VendorError } from './vendor-error.ts'

/** What went wrong at a provider, in no vendor's words. */
export type ErrorKind =
  | 'invalid'
  | 'too_long'
  | 'authentication'
  | 'billing'
  | 'permission'
  | 'not_found'
  | 'too_large'
  | 'rate_limit'
  | 'timeout'
  | 'overloaded'
  | 'failed'

export interface ProviderError {
  readonly kind: ErrorKind
  readonly message: string
}

const BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid',
  401: 'authentication',
  402: 'billing',
  403: 'permission',
  404: 'not_found',
  408: 'timeout',
  413: 'too_large',
  422: 'invalid',
  429: 'rate_limit',
  503: 'overloaded',
  504: 'timeout',
  529: 'overloaded',
}

const BY_TYPE: Readonly<Record<string, ErrorKind>> = {
  invalid_request_error: 'invalid',
  context_length_exceeded: 'too_long',
  authentication_error: 'authentication',
  billing_error: 'billing',
  insufficient_quota: 'billing',
  permission_error: 'permission',
  not_found_error: 'not_found',
  request_too_large: 'too_large',
  rate_limit_error: 'rate_limit',
  rate_limit_exceeded: 'rate_limit',
  timeout_error: 'timeout',
  overloaded_error: 'overloaded',
}

const ANTHROPIC_TYPES: Readonly<Record<ErrorKind, string>> = {
  invalid: 'invalid_request_error',
  too_long: 'invalid_request_error',
  authentication: 'authentication_error',
  billing: 'billing_error',
  permission: 'permission_error',
  not_found: 'not_found_error',
  too_large: 'request_too_large',
  rate_limit: 'rate_limit_error',
  timeout: 'timeout_error',
  overloaded: 'overloaded_error',
  failed: 'api_error',
}

const OPENAI_TYPES: Readonly<Record<ErrorKind, readonly [type: string, code: string | null]>> = {
  invalid: ['invalid_request_error', null],
  too_long: ['invalid_request_error', 'context_length_exceeded'],
  authentication: ['invalid_request_error', 'invalid_api_key'],
  billing: ['insufficient_quota', 'insufficient_quota'],
  permission: ['invalid_request_error', 'insufficient_permissions'],
  not_found: ['invalid_request_error', 'model_not_found'],
  too_large: ['invalid_request_error', 'request_too_large'],
  rate_limit: ['requests', 'rate_limit_exceeded'],
  timeout: ['server_error', 'timeout'],
  overloaded: ['server_error', 'overloaded'],
  failed: ['server_error', null],
}

/** How the vendors say that a prompt is longer than the model reads; agents shorten it when they recognise it. */
const TOO_LONG = [
  /prompt is too long: (?<used>\d+) tokens > (?<most>\d+)/,
  /maximum context length (?:is|of) (?<most>\d+) tokens.*?(?<used>\d{4,}) tokens/s,
  /context (?:length|window)|prompt is too long/,
]

/**
 * Reads an error body of any vendor or compatible server.
 *
 * @param status the answer's, null for an error inside a stream
 */
export function readProviderError(status: number | null, body: unknown): ProviderError {
  const error = isMembers(body) ? (body['error'] ?? body['response'] ?? body) : body
  const inner = membersOf(membersOf(error)['error'] ?? error)
  const message = messageOf(inner, error)
  const named = [inner['code'], inner['type']].map((name) => BY_TYPE[stringOf(name) ?? ''])
  const kind = named.find((known) => known !== undefined && known !== 'invalid') ?? kindOf(status, named)
  return kind === 'invalid' && TOO_LONG.some((wording) => wording.test(message))
    ? { kind: 'too_long', message }
    : { kind, message }
}

/** @returns the error as the protocol's vendor would say it */
export function writeProviderError(protocol: ChatProtocol, { kind, message }: ProviderError): VendorError {
  if (protocol === 'anthropic-messages') {
    const worded = kind === 'too_long' ? wordTooLong(message) : message
    return { type: ANTHROPIC_TYPES[kind], message: worded, code: null, param: null }
  }
  const [type, code] = OPENAI_TYPES[kind]
  return { type, message, code, param: null }
}

/**
 * Translates an error answer of a provider for a client of another protocol; the status stays.
 *
 * @param body the answer's text, JSON or not
 */
export function translateError(
  client: ChatProtocol,
  status: number,
  body: string,
  requestId: string,
): Pick<ErrorAnswer, 'status' | 'body'> {
  const error = readProviderError(status, parseJson(body) ?? {})
  return { status, body: writeErrorBody(client, writeProviderError(client, error), requestId) }
}

function kindOf(status: number | null, named: readonly (ErrorKind | undefined)[]): ErrorKind {
  if (status !== null) return BY_STATUS[status] ?? (status < 500 ? 'invalid' : 'failed')
  return named.includes('invalid') ? 'invalid' : 'failed'
}

/** Compatible servers put the sentence into `message`, `detail`, or the error itself; none of them a page of HTML. */
function messageOf(inner: Members, error: unknown): string {
  const message = stringOf(inner['message']) ?? stringOf(inner['detail']) ?? stringOf(error)
  return message === null || message === '' ? 'The provider gave an error without a message.' : message
}

function wordTooLong(message: string): string {
  const found = TOO_LONG.map((wording) => wording.exec(message)?.groups).find((groups) => groups?.['used'])
  if (found === undefined) return `prompt is too long: ${message}`
  return `prompt is too long: ${found['used']} tokens > ${found['most']} maximum`
}
