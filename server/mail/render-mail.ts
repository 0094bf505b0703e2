import { clean } from './clean-text.ts'
import { layOut, safeHtml } from './mail-layout.ts'
import type { MailKind } from './mail-store.ts'
import type { MailFacts, MailLanguage } from './words/mail-words.ts'
import { german } from './words/mail-words-de.ts'
import { english } from './words/mail-words-en.ts'
import { spanish } from './words/mail-words-es.ts'
import { french } from './words/mail-words-fr.ts'
import { japanese } from './words/mail-words-ja.ts'

const languages: readonly MailLanguage[] = [english, german, french, spanish, japanese]

/** What a mail is made from; texts as people typed them. */
export interface MailContent extends MailFacts {
  readonly kind: MailKind
  /** BCP 47, like `de-CH`. */
  readonly language: string
  readonly extension: string | null
  /** As people write it. */
  readonly number: string | null
  readonly link: string
}

export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Of the words, BCP 47. */
  readonly language: string
}

/** Writes a mail in the person's language, or in English where we do not speak it. */
export function renderMail(content: MailContent): RenderedMail {
  const language = languages.find(({ tag }) => tag === content.language.split('-')[0]) ?? english
  return {
    subject: language[content.kind].subject(factsFor(content, clean)),
    text: textPart(content, language),
    html: htmlPart(content, language),
    language: language.tag,
  }
}

function textPart(content: MailContent, language: MailLanguage): string {
  const words = language[content.kind]
  const facts = factsFor(content, isolated)
  const rows = rowsOf(content, language).map(({ label, value }) => `  ${label}: ${isolated(value)}`)
  const paragraphs = [
    words.greeting(facts),
    words.intro(facts),
    rows.join('\n'),
    `${words.button}:\n${content.link}`,
    words.validity,
    words.next(facts),
    `-- \n${words.footer(facts)}`,
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function htmlPart(content: MailContent, language: MailLanguage): string {
  const words = language[content.kind]
  const facts = factsFor(content, safeHtml)
  return layOut({
    language: language.tag,
    title: safeHtml(words.subject(factsFor(content, clean))),
    greeting: words.greeting(facts),
    intro: words.intro(facts),
    rows: rowsOf(content, language).map(({ label, value }) => ({ label, value: safeHtml(value) })),
    button: words.button,
    link: content.link,
    validity: words.validity,
    bareLink: words.bareLink,
    next: words.next(facts),
    footer: words.footer(facts),
  })
}

function rowsOf({ extension, number, username }: MailContent, words: MailLanguage) {
  const rows = [
    { label: words.extension, value: extension },
    { label: words.number, value: number },
    { label: words.username, value: username },
  ]
  return rows.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]))
}

function factsFor(
  { firstName, lastName, company, username, signInUrl }: MailFacts,
  safe: (text: string) => string,
): MailFacts {
  return {
    firstName: safe(firstName),
    lastName: safe(lastName),
    company: safe(company),
    username: safe(username),
    signInUrl: safe(signInUrl),
  }
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

// A name written from right to left must not drag the words around it along (Unicode bidi, FSI … PDI).
function isolated(text: string): string {
  const plain = clean(text)
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain
}
