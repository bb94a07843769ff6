import { membersOf } from '../../wire/json.ts'

export type Params = Readonly<Record<string, unknown>>

/** The parameters of a call in any of the forms that the Bot API takes: JSON, a form, the query. */
export async function readParams(request: Request): Promise<Params> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const type = request.headers.get('content-type') ?? ''
  if (request.body === null) return query
  if (type.startsWith('application/json')) return { ...query, ...membersOf(await request.json()) }
  const form: Params = Object.fromEntries(await request.formData())
  return {
    ...query,
    ...Object.fromEntries(Object.entries(form).map(([name, value]) => [name, plain(value)])),
  }
}

export function numberIn(params: Params, name: string): number | null {
  const value = params[name]
  if (value === undefined || value === '') return null
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : null
}

export function textIn(params: Params, name: string): string {
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

/** In forms, objects and numbers are JSON text. */
function plain(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]|^-?\d+$/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
