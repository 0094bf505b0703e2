import type { Readable } from 'node:stream'

interface ReplyOptions {
  readonly status?: number
  readonly headers?: Record<string, string>
  /** Sent in place of the body, as it comes. */
  readonly stream?: Readable
}

/** An answer with a status or headers of its own. */
export class Reply<T> {
  readonly body: T
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly stream: Readable | undefined

  constructor(body: T, options: ReplyOptions = {}) {
    this.body = body
    this.status = options.status
    this.headers = options.headers ?? {}
    this.stream = options.stream
  }
}

/** Answers with a status or headers of its own: `reply(view, { headers: { 'set-cookie': … } })`. */
export function reply<T>(body: T, options: ReplyOptions = {}): Reply<T> {
  return new Reply(body, options)
}
