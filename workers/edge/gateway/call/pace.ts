/** Lets a reader sleep between two looks, and wakes it when there is nothing more to wait for. */
export class Pace {
  #isOver = false
  #wake: (() => void) | null = null

  /** @param end when there is nothing more to wait for; it must not reject */
  constructor(end: Promise<unknown>) {
    void this.#follow(end)
  }

  /** Waits `ms`, or until the end. */
  wait(ms: number): Promise<void> {
    if (this.#isOver) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async #follow(end: Promise<unknown>): Promise<void> {
    await end
    this.#isOver = true
    this.#wake?.()
  }
}
