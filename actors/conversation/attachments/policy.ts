import { MAX_ATTACHMENT_BYTES } from '@switchboard/shared-types/api/conversations/message'

/** What a person's machine would run when it is opened: never kept, whatever it says it is. */
const PROGRAMS =
  /\.(?:apk|app|bat|cmd|com|cpl|dll|dmg|exe|hta|jar|js|jse|lnk|msi|msp|pif|ps1|reg|scr|vb|vbe|vbs|wsf|wsh)$/i
const PROGRAM_TYPES = /^application\/(?:x-msdownload|x-msdos-program|x-ms-installer|java-archive|x-sh)\b/i

/** Types as RFC 9110 section 8.3.1 writes them, without parameters. */
const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/

export function isRefused(file: {
  readonly name: string
  readonly type: string
  readonly size: number | null
}): boolean {
  return isTooLarge(file.size) || isProgram(file)
}

export function isTooLarge(size: number | null): boolean {
  return size !== null && size > MAX_ATTACHMENT_BYTES
}

export function isProgram({ name, type }: { readonly name: string; readonly type: string }): boolean {
  return PROGRAMS.test(name.trim().replace(/[.\s]+$/, '')) || PROGRAM_TYPES.test(type)
}

/** @returns the type in lower case and without parameters; `application/octet-stream` where it is none */
export function plainType(type: string): string {
  const plain = (type.split(';')[0] ?? '').trim().toLowerCase()
  return TYPE.test(plain) ? plain : 'application/octet-stream'
}
