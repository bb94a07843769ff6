import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'

/** Writes a file so that a crash leaves the old content or the new, never half; only this user can read it. */
export function writeAtomically(file: string, content: string): void {
  const draft = `${file}.new`
  sync(draft, 'w', (descriptor) => writeSync(descriptor, content))
  renameSync(draft, file)
  sync(path.dirname(file), 'r', () => {})
}

function sync(file: string, flags: string, use: (descriptor: number) => void): void {
  const descriptor = openSync(file, flags, 0o600)
  try {
    use(descriptor)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The message of what a file operation threw, without Node's "syscall, path" tail. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message.replace(/, \w+ '.*$/, '') : String(thrown)
}
