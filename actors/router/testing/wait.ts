export async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => void setTimeout(resolve, ms))
}

/** @returns whether that comes to its end though nobody goes on with anything else */
export async function isOver(doing: Promise<unknown>): Promise<boolean> {
  return await Promise.race([doing.then(() => true), sleep(300).then(() => false)])
}
