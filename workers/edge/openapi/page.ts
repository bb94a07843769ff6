export const DOCS_CSS = ''
export function renderDocument(document: object): string {
  return JSON.stringify(document)
}
