/** The trimmed text of a form's field; empty where there is none. */
export function formText(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** As typed, for what may begin or end with a space. */
export function formSecret(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

/** Whether a box of a form is ticked. */
export function hasTick(form: HTMLFormElement, name: string): boolean {
  return new FormData(form).has(name)
}
