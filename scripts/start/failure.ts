/** What the command's exit code says; docs/operations.md and --help list them. */
export const EXIT = {
  /** Stopped by a signal, or asked only for --help or --version. */
  ok: 0,
  /** A bug in this command. */
  bug: 1,
  /** An option that does not exist or a value it does not take. */
  options: 2,
  /** The port is taken, or the host is no address of this machine. */
  address: 3,
  /** The state folder cannot be made, read or written. */
  state: 4,
  /** The state folder was written by a newer version. */
  newerState: 5,
  /** Another instance serves this state folder. */
  inUse: 6,
  /** A Worker or the page does not build. */
  build: 7,
  /** The runtime ended by itself or did not come up. */
  runtime: 8,
} as const

/** Ends the command with one line on stderr and its exit code. */
export class StartFailure extends Error {
  readonly exitCode: number

  constructor(kind: keyof typeof EXIT, line: string) {
    super(line)
    this.name = 'StartFailure'
    this.exitCode = EXIT[kind]
  }
}
