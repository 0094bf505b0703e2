const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const marks = /[\u2068\u2069]/g

/**
 * A name that digits or signs follow in the same text, kept from turning them round: "Noa בן־דוד · 1006". Marks stand only where the name needs
 * them (Unicode UAX 9, isolates); in markup `<bdi>` does the same.
 */
export function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name
}

/** The text without the marks, to search with. */
export function withoutIsolation(text: string): string {
  return text.replace(marks, '')
}
