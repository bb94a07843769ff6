import type { File } from '../kind.ts'
import { appendFile } from '../wire/multipart.ts'

/** https://core.telegram.org/bots/api#sendmediagroup */
export const MAX_FILES = 10
export const MAX_CAPTION = 1_024

/** Telegram shows these as photos; other images go as they are. */
const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp'])

/** @returns the call that sends files as one message, photos as photos where all of them are. */
export function filesCall(
  where: Readonly<Record<string, number | object>>,
  caption: string,
  files: readonly File[],
): { readonly method: string; readonly params: FormData } {
  const type = files.every((file) => PHOTOS.has(file.type)) ? 'photo' : 'document'
  const params = new FormData()
  for (const [name, value] of Object.entries(where)) params.append(name, formValue(value))
  const [only] = files
  if (only !== undefined && files.length === 1) {
    if (caption !== '') params.append('caption', caption)
    appendFile(params, type, only)
    return { method: type === 'photo' ? 'sendPhoto' : 'sendDocument', params }
  }
  params.append('media', JSON.stringify(files.map((_, index) => mediaOf(type, index, caption))))
  for (const [index, file] of files.entries()) appendFile(params, `file${index}`, file)
  return { method: 'sendMediaGroup', params }
}

function mediaOf(type: string, index: number, caption: string): object {
  const media = { type, media: `attach://file${index}` }
  return index === 0 && caption !== '' ? { ...media, caption } : media
}

/** Objects are JSON inside a form (https://core.telegram.org/bots/api#making-requests). */
function formValue(value: number | object): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
