/** Says something to the person who started the command; the runtime's own lines go to stdout. */
export function say(line: string): void {
  process.stderr.write(`switchboard: ${line}\n`)
}
