import * as z from 'zod'

const AnthropicError = z
  .strictObject({
    type: z.literal('error'),
    error: z.strictObject({ type: z.string(), message: z.string().min(1) }),
    request_id: z.string().min(1),
  })
  .transform(({ error }) => ({ vendor: 'anthropic', ...error, code: '' }))

const OpenAiError = z
  .strictObject({
    error: z.strictObject({
      message: z.string().min(1),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .transform(({ error }) => ({ vendor: 'openai', ...error, code: error.code ?? '' }))

export const VendorError = z.union([AnthropicError, OpenAiError])

/** Says an error answer in one line: status, vendor, type and code; throws where it has neither vendor's exact shape. */
export async function vendorErrorOf(response: Response): Promise<string> {
  const { vendor, type, code } = VendorError.parse(await response.json())
  const id = response.headers.get(vendor === 'anthropic' ? 'request-id' : 'x-request-id')
  if (id === null) throw new Error(`the ${vendor} error names no request`)
  return `${response.status} ${vendor} ${type} ${code}`.trim()
}
