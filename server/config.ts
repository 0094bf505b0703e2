import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { LogLevel, PortRange, SecretKey } from './setting-parsers.ts'
import { type SettingName, type SettingValues, settings } from './settings.ts'
import { StartError } from './start-error.ts'

/** The settings as the rest of the server sees them; frozen. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Data folder, absolute. */
  readonly home: string
  /** null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null
  /** Origin that people use, without a slash at the end. */
  readonly publicUrl: string
  readonly sip: { readonly host: string; readonly port: number }
  readonly rtpPorts: PortRange
  readonly publicAddress: string | null
  /** null: the development inbox. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** `own`: from our own certificate authority in the data folder (`server/home/tls.ts`). */
  readonly tls:
    | { readonly from: 'none' | 'own' }
    | { readonly from: 'files'; readonly cert: string; readonly key: string }
  /** null: the key file in the data folder. */
  readonly secretKeys: readonly SecretKey[] | null
  readonly logLevel: LogLevel
  /** Reached from this machine alone. */
  readonly isLoopback: boolean
  readonly isTls: boolean
  /** Started by `npm start`, and meant to end with it (`watch-launcher.ts`). */
  readonly isUnderNpm: boolean
}

/** Every mistake in the settings, one sentence each. */
export class ConfigError extends StartError {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super('settings', problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings, or throws a `ConfigError` that names every mistake at once. */
export function readConfig(env: Environment = process.env): Config {
  const problems = unknownSettings(env)
  const values = parseAll(env, problems)
  if ((values.TLS_CERT === null) !== (values.TLS_KEY === null)) {
    problems.push('TLS_CERT and TLS_KEY must be set together.')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze({ ...derive(values), isUnderNpm: env.npm_lifecycle_event !== undefined })
}

function parseAll(env: Environment, problems: string[]): SettingValues {
  const values: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings)) {
    const text = env[name]?.trim() || setting.fallback
    try {
      values[name] = text === null ? null : setting.parse(text)
    } catch (error) {
      const shown = 'isSecret' in setting && setting.isSecret ? '' : ` It is "${text}".`
      problems.push(`${name} must be ${(error as Error).message}.${shown}`)
    }
  }
  return values as SettingValues
}

function derive(values: SettingValues): Omit<Config, 'isUnderNpm'> {
  const { HOST: host, PORT: port, TLS_CERT: cert, TLS_KEY: key } = values
  const isLoopback = isLoopbackHost(host)
  const tls =
    cert && key ? { from: 'files' as const, cert, key } : { from: isLoopback ? ('none' as const) : ('own' as const) }
  const isTls = tls.from !== 'none'
  const publicUrl = values.PUBLIC_URL ?? new URL(`${isTls ? 'https' : 'http'}://${shownHost(host)}:${port}`).origin
  return {
    port,
    host,
    home: values.OFFHOOK_HOME,
    databaseUrl: values.DATABASE_URL,
    publicUrl,
    sip: { host: values.SIP_HOST ?? host, port: values.SIP_PORT },
    rtpPorts: values.RTP_PORTS,
    publicAddress: values.PUBLIC_ADDRESS,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? `Offhook <offhook@${new URL(publicUrl).hostname}>`,
    tls,
    secretKeys: values.OFFHOOK_SECRET_KEY,
    logLevel: values.LOG_LEVEL,
    isLoopback,
    isTls,
  }
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** The host as it stands in an address: this machine's first outside address where we listen on all of them. */
function shownHost(host: string): string {
  // Browsers treat http://localhost as secure, and passkeys need a name rather than an IP address.
  if (isLoopbackHost(host)) return 'localhost'
  if (host !== '0.0.0.0' && host !== '::') return isIP(host) === 6 ? `[${host}]` : host
  const outside = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return outside.find((each) => !each.internal && each.family === 'IPv4')?.address ?? 'localhost'
}

function unknownSettings(env: Environment): string[] {
  const known = Object.keys(settings)
  return Object.keys(env)
    .filter((name) => name.startsWith('OFFHOOK_') && !known.includes(name))
    .map((name) => `${name} is not a setting.${suggestion(name)}`)
}

function suggestion(name: string): string {
  const bare = name.slice('OFFHOOK_'.length)
  const meant = (Object.keys(settings) as SettingName[]).find((each) => each === bare || distance(each, name) <= 2)
  return meant ? ` Did you mean ${meant}?` : ''
}

/** How many letters have to be changed, added or left out to turn `a` into `b` (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
