import type { Email } from 'postal-mime'

/** The first header of that name, or undefined. @param name in lower case */
export function headerOf({ headers }: Pick<Email, 'headers'>, name: string): string | undefined {
  return headers.find(({ key }) => key === name)?.value
}

export function hasHeader(email: Pick<Email, 'headers'>, name: string): boolean {
  return headerOf(email, name) !== undefined
}
