import { parseArgs } from 'node:util'
import { RegistrationMode } from '@switchboard/shared-types/api/account'
import { readOutboundPolicy } from '@switchboard/kernel/outbound/policy'
import { StartFailure } from './failure.ts'

/** What the person asked for; undefined: as wrangler.jsonc says. */
export interface StartOptions {
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  readonly state: string
  /** CIDR blocks, addresses and host names. */
  readonly allowNetwork: readonly string[]
  readonly rsshub: string | undefined
  readonly publicUrl: string | undefined
  readonly registration: RegistrationMode | undefined
  readonly show: 'help' | 'version' | undefined
}

export const HELP = `Serves Switchboard on this machine.

  npm start -- [options]

  --port NUMBER             port to listen on (8787; 0 takes a free one)
  --host ADDRESS            address to listen on (127.0.0.1: this machine only)
  --state DIR               folder that keeps everything (.switchboard)
  --allow-network LIST      blocks, addresses or host names of your own network that feeds may be
                            read from, comma-separated: 192.168.1.0/24,rsshub (repeatable; none)
  --rsshub URL              the RSSHub that rsshub:// addresses are read from (https://rsshub.app)
  --public-url URL          the address people reach this house at (http://localhost:PORT)
  --registration MODE       who may sign up until an admin changes it: open, invite-only, closed (open)
  --help, --version

Exit codes: 0 stopped; 1 a bug; 2 bad option; 3 address taken or not of this machine; 4 state folder
unusable; 5 state folder of a newer version; 6 state folder in use; 7 build failed; 8 runtime failed.
`

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  state: { type: 'string' },
  'allow-network': { type: 'string' },
  rsshub: { type: 'string' },
  'public-url': { type: 'string' },
  registration: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const

/**
 * Reads the command line.
 * @param args what follows the command, without node and script
 * @throws StartFailure naming the first option that cannot be understood
 */
export function readOptions(args: readonly string[]): StartOptions {
  const given = readTokens(args)
  const last = (name: keyof typeof OPTIONS): string | undefined => given.get(name)?.at(-1)
  return {
    port: readPort(last('port') ?? '8787'),
    host: readHost(last('host') ?? '127.0.0.1'),
    state: last('state') ?? '.switchboard',
    allowNetwork: readNetworks(given.get('allow-network') ?? []),
    rsshub: readUrl('rsshub', last('rsshub')),
    publicUrl: readUrl('public-url', last('public-url')),
    registration: readRegistration(last('registration')),
    show: given.has('help') ? 'help' : given.has('version') ? 'version' : undefined,
  }
}

function readTokens(args: readonly string[]): Map<string, string[]> {
  const { tokens } = parseArgs({ args: [...args], options: OPTIONS, strict: false, tokens: true })
  const given = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') throw bad(`"${token.value}" is not an option`)
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(OPTIONS, token.name)) throw bad(`there is no option ${token.rawName}`)
    const flag = token.name === 'help' || token.name === 'version'
    if (flag && token.value !== undefined) throw bad(`${token.rawName} takes no value`)
    const missing = token.value === undefined || token.value === '' || /^--\w/.test(token.value)
    if (!flag && missing) throw bad(`${token.rawName} needs a value`)
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ''])
  }
  return given
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw bad(`--port takes a number from 0 to 65535, not "${text}"`)
  return port
}

function readHost(text: string): string {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  if (!/^[\w.:%-]+$/.test(host)) throw bad(`--host takes an address or a host name, not "${text}"`)
  return host
}

function readNetworks(values: readonly string[]): readonly string[] {
  const policy = readOutboundPolicy(values.join(','))
  if (!policy.ok) throw bad(`--allow-network: ${policy.error.message.replace(/\.$/, '')}`)
  return policy.value.allow
}

function readUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw bad(`--${name} takes an address that starts with http:// or https://, not "${text}"`)
  }
  return url.href.replace(/\/$/, '')
}

function readRegistration(text: string | undefined): RegistrationMode | undefined {
  if (text === undefined) return undefined
  const mode = RegistrationMode.safeParse(text)
  if (!mode.success) throw bad(`--registration takes ${RegistrationMode.options.join(', ')}, not "${text}"`)
  return mode.data
}

function bad(what: string): StartFailure {
  return new StartFailure('options', `${what} (npm start -- --help lists the options)`)
}
