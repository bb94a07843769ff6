const QUIET_MS = 150

/** Tells the exact counts once after a burst of changes instead of after each of them. */
export class CountsAnnouncer {
  readonly #announce: () => void
  #waiting = false

  constructor(announce: () => void) {
    this.#announce = announce
  }

  soon(): void {
    if (this.#waiting) return
    this.#waiting = true
    setTimeout(() => {
      this.#waiting = false
      this.#announce()
    }, QUIET_MS)
  }
}
