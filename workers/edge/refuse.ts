import { ApiFailure } from './errors.ts'

interface Issue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

type Checked = { readonly success: true } | { readonly success: false; readonly error: readonly Issue[] }

/** The hook of every validator: what does not fit its schema is told field by field. */
export function refuse(checked: Checked): void {
  if (checked.success) return
  const issues = checked.error.map(({ path = [], message }) => ({
    path: path.map(nameOf).join('.'),
    message,
  }))
  const first = issues[0]
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `
  throw new ApiFailure('request.invalid', `${where}${first?.message ?? 'This request is not valid.'}`, {
    issues,
  })
}

function nameOf(part: PropertyKey | { readonly key: PropertyKey }): string {
  return String(typeof part === 'object' ? part.key : part)
}
