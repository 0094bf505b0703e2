import { resolve } from 'node:path'
import {
  domainOrAddress,
  httpOrigin,
  logLevel,
  mailbox,
  port,
  portRange,
  postgresUrl,
  secretKeys,
  smtpUrl,
} from './setting-parsers.ts'

/** One setting: how it is read and how docs/operations.md describes it. An absent or empty variable means the default. */
export interface Setting<T> {
  /** What is parsed when nothing is set; null means that the value stays null. */
  readonly fallback: string | null
  readonly meaning: string
  /** Throws an `Error` whose message continues "NAME must be …". */
  readonly parse: (text: string) => T
  /** Never repeated in a message. */
  readonly isSecret?: true
  /** How the default reads where the value alone says too little. */
  readonly fallbackNote?: string
}

const installFolder = resolve(import.meta.dirname, '..')
const folder = (text: string) => resolve(installFolder, text)

function required<T>(fallback: string, meaning: string, parse: (text: string) => T): Setting<T> {
  return { fallback, meaning, parse }
}

function optional<T>(
  meaning: string,
  parse: (text: string) => T,
  more: { fallbackNote?: string; isSecret?: true } = {},
): Setting<T | null> {
  return { fallback: null, meaning, parse, ...more }
}

/** Every setting there is. `config.ts` reads them, docs/operations.md lists them, a test compares the two. */
export const settings = {
  PORT: required('8080', 'TCP port of the web pages, the API and SIP over WebSocket. `0` takes any free one.', port),
  HOST: required(
    '127.0.0.1',
    'Address to listen on. Anything but this machine alone (`127.0.0.1`, `::1`, `localhost`) is served over TLS.',
    domainOrAddress,
  ),
  OFFHOOK_HOME: required('./data', 'Data folder. A relative path starts at the folder of the program.', folder),
  DATABASE_URL: optional(
    'A PostgreSQL 15 or newer of your own: `postgres://user:password@host/database`.',
    postgresUrl,
    {
      fallbackNote: 'embedded',
      isSecret: true,
    },
  ),
  PUBLIC_URL: optional(
    'Address that people use, for links in mail and QR codes: `https://phone.example.com`.',
    httpOrigin,
    {
      fallbackNote: 'from `HOST` and `PORT`',
    },
  ),
  SIP_PORT: required('5060', 'UDP and TCP port for SIP phones. `0` takes any free one.', port),
  SIP_HOST: optional('Address to listen on for SIP phones.', domainOrAddress, { fallbackNote: '`HOST`' }),
  RTP_PORTS: required('20000-20999', 'UDP ports for sound, first and last.', portRange),
  PUBLIC_ADDRESS: optional('Address of this machine as phones elsewhere see it (behind NAT).', domainOrAddress),
  SMTP_URL: optional('Mail server: `smtp://user:password@host:587`, or `smtps://` for TLS from the start.', smtpUrl, {
    fallbackNote: 'development inbox',
    isSecret: true,
  }),
  MAIL_FROM: optional('Sender of our mail: `Offhook <phone@example.com>`.', mailbox, {
    fallbackNote: '`offhook@` the host of `PUBLIC_URL`',
  }),
  TLS_CERT: optional('File with the certificate chain (PEM). Together with `TLS_KEY`.', folder, {
    fallbackNote: 'own certificate authority',
  }),
  TLS_KEY: optional('File with the private key (PEM).', folder),
  OFFHOOK_SECRET_KEY: optional(
    'Key that seals stored secrets: `name:` and 32 random bytes in base64; older keys follow after commas.',
    secretKeys,
    { fallbackNote: '`secret.key` in the data folder', isSecret: true },
  ),
  LOG_LEVEL: required(
    'info',
    'Least severe line to log: `trace`, `debug`, `info`, `warn`, `error`, `silent`.',
    logLevel,
  ),
} satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof settings

/** What each setting parses to. */
export type SettingValues = { [Name in SettingName]: ReturnType<(typeof settings)[Name]['parse']> }
