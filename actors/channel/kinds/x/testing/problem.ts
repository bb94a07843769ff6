/** As version 2 of the API says what went wrong (RFC 9457). */
export function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ title, detail, type: 'about:blank', status }, { status, headers })
}
