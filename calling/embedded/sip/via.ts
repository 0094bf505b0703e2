import { type Params, parseParams } from './split-text.ts'

/** A Via value (RFC 3261 §20.42). */
export interface Via {
  readonly transport: string
  /** `host` or `host:port` as written. */
  readonly sentBy: string
  readonly host: string
  readonly port: number | null
  readonly params: Params
  /** The value as written. */
  readonly text: string
}

const viaPattern =
  /^SIP\s*\/\s*2\.0\s*\/\s*([\w\-.!%*+`'~]+)\s+(\[[0-9a-f:.]+\]|[\w.-]+)\s*(?::\s*(\d{1,5})\s*)?((?:;.*)?)$/is

/** One Via value (RFC 3261 §20.42); null when it is malformed. */
export function parseVia(text: string): Via | null {
  const match = viaPattern.exec(text)
  if (!match) return null
  const [, transport = '', host = '', port, paramText = ''] = match
  const params = parseParams(paramText)
  const portNumber = port === undefined ? null : Number(port)
  if (params === null || portNumber === 0 || (portNumber ?? 0) > 65_535) return null
  const sentBy = port === undefined ? host : `${host}:${port}`
  return { transport: transport.toUpperCase(), sentBy, host, port: portNumber, params, text }
}

/**
 * The top Via as the server must keep it: `received` when the source differs from what the client wrote
 * (RFC 3261 §18.2.1), `rport` filled in where the client asked for it (RFC 3581 §4).
 */
export function markVia(via: Via, sourceAddress: string, sourcePort: number): string {
  const wantsPort = via.params.has('rport')
  let text = via.text
  if (wantsPort) text = text.replace(/;\s*rport(?:\s*=\s*[^;]*)?/i, `;rport=${sourcePort}`)
  if (via.params.has('received')) text = text.replace(/;\s*received\s*=\s*[^;]*/i, '')
  return wantsPort || via.host !== sourceAddress ? `${text};received=${sourceAddress}` : text
}
