import type { OutboundRequest } from '@switchboard/kernel/outbound/guarded-fetch'
import type { File as Attached } from '../kind.ts'

/** @returns the form as multipart/form-data (RFC 7578), ready to be sent. */
export async function encodeForm(form: FormData): Promise<Omit<OutboundRequest, 'url'>> {
  const encoded = new Response(form)
  const type = encoded.headers.get('content-type') ?? 'multipart/form-data'
  return { headers: { 'content-type': type }, body: new Uint8Array(await encoded.arrayBuffer()) }
}

/** Adds a file; what could end its header early is taken out of the name. */
export function appendFile(form: FormData, field: string, { name, type, bytes }: Attached): void {
  const safe = name.replaceAll(/["\\\p{Cc}]/gu, '_').slice(0, 200) || 'file'
  form.append(field, new Blob([new Uint8Array(bytes)], { type }), safe)
}
