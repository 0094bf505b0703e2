const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** Several things in a sentence: "1042", "1042 and 1043", "site, licence and extension". */
export function listed(words: readonly string[]): string {
  return list.format(words)
}

/** So many of something: "1 person", "5,000 people". What takes an s in the plural needs no third argument. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${many}`
}

/** Words as they begin a line: "Caller ID". */
export function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
