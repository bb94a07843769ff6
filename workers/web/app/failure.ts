import { ErrorEnvelope } from '@switchboard/shared-types/errors'

/** A call of the API that did not succeed: the server's own code, or `network` when no answer came. */
export class ApiFailure extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string | null
  readonly details: unknown

  constructor(code: string, message: string, status: number, requestId: string | null, details?: unknown) {
    super(message)
    this.name = 'ApiFailure'
    this.code = code
    this.status = status
    this.requestId = requestId
    this.details = details
  }
}

/** Reads the error envelope of an answer; anything else is told as an outage of that status. */
export async function failureOf(response: {
  status: number
  text: () => Promise<string>
}): Promise<ApiFailure> {
  const envelope = ErrorEnvelope.safeParse(asJson(await response.text()))
  if (!envelope.success)
    return new ApiFailure('internal', 'The server sent no reason.', response.status, null)
  const { code, message, requestId, details } = envelope.data.error
  return new ApiFailure(code, message, response.status, requestId, details)
}

/** @returns whether it failed with that code. */
export function isFailure(error: unknown, code: string): error is ApiFailure {
  return error instanceof ApiFailure && error.code === code
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
