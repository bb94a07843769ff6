/** An answer of the Bot API that says no. */
export class Refusal extends Error {
  readonly code: number
  readonly parameters: object

  constructor(code: number, description: string, parameters: object = {}) {
    super(description)
    this.code = code
    this.parameters = parameters
  }

  toResponse(): Response {
    const { code, message, parameters } = this
    const more = Object.keys(parameters).length > 0 ? { parameters } : {}
    return Response.json({ ok: false, error_code: code, description: message, ...more }, { status: code })
  }
}

export function badRequest(what: string, parameters: object = {}): Refusal {
  return new Refusal(400, `Bad Request: ${what}`, parameters)
}
