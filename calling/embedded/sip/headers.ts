import { headerName } from './header-names.ts'

/** One header field. `key` is the long name in lower case; `value` holds bytes as latin1, so what we do not understand passes unchanged. */
export interface HeaderField {
  readonly key: string
  readonly name: string
  readonly value: string
}

/** The header fields of one message in their order (RFC 3261 §7.3). Fields are immutable, so a copy shares them. */
export class Headers {
  private fields: HeaderField[]

  constructor(fields: HeaderField[] = []) {
    this.fields = fields
  }

  get size(): number {
    return this.fields.length
  }

  /** The first value under `key`. */
  get(key: string): string | undefined {
    for (const field of this.fields) if (field.key === key) return field.value
    return undefined
  }

  all(key: string): string[] {
    const values: string[] = []
    for (const field of this.fields) if (field.key === key) values.push(field.value)
    return values
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  /** The option tags or tokens of a comma list, over all fields of that name (RFC 3261 §7.3.1). */
  tokens(key: string): string[] {
    return this.all(key)
      .flatMap((value) => value.split(','))
      .map((token) => token.trim())
      .filter((token) => token !== '')
  }

  append(key: string, value: string): void {
    this.fields.push({ key, name: headerName(key), value })
  }

  prepend(key: string, value: string): void {
    this.fields.unshift({ key, name: headerName(key), value })
  }

  /** Replaces the first field of that name where it stands and removes the others; appends when there was none. */
  set(key: string, value: string) {
    const at = this.fields.findIndex((field) => field.key === key)
    if (at < 0) return this.append(key, value)
    const field = { key, name: headerName(key), value }
    this.fields = this.fields.filter((other, index) => index === at || other.key !== key)
    this.fields[at] = field
  }

  remove(key: string): void {
    if (this.has(key)) this.fields = this.fields.filter((field) => field.key !== key)
  }

  removeFirst(key: string): void {
    const at = this.fields.findIndex((field) => field.key === key)
    if (at >= 0) this.fields.splice(at, 1)
  }

  replaceFirst(key: string, value: string): void {
    const at = this.fields.findIndex((field) => field.key === key)
    if (at >= 0) this.fields[at] = { key, name: headerName(key), value }
  }

  copy(): Headers {
    return new Headers(this.fields.slice())
  }

  [Symbol.iterator](): IterableIterator<HeaderField> {
    return this.fields[Symbol.iterator]()
  }
}
