import { formatNumber } from '../numbers/format-number.ts'
import { clean } from './clean-text.ts'
import type { EmergencyFacts } from './emergency-facts.ts'
import { layOut, safeHtml } from './mail-layout.ts'
import type { RenderedMail } from './render-mail.ts'
import { type EmergencyWords, emergencyWords } from './words/emergency-words.ts'

/** Writes the mail about an emergency call in the site's language, or in English where we do not speak it. */
export function renderEmergencyMail(facts: EmergencyFacts, link: string): RenderedMail {
  const words = wordsFor(facts.language)
  const rows = rowsOf(facts, words)
  const inText = safely(facts, clean)
  const inHtml = safely(facts, safeHtml)
  const paragraphs = [
    words.greeting,
    words.intro(inText),
    rows.map(({ label, value }) => `  ${label}: ${clean(value)}`).join('\n'),
    words.next,
    words.uncertain,
    `${words.button}:\n${link}`,
    `-- \n${words.footer(inText)}`,
  ]
  return {
    subject: words.subject(inText),
    text: `${paragraphs.join('\n\n')}\n`,
    html: layOut({
      language: words.tag,
      title: safeHtml(words.subject(inText)),
      greeting: words.greeting,
      intro: words.intro(inHtml),
      rows: rows.map(({ label, value }) => ({ label, value: safeHtml(value) })),
      button: words.button,
      link,
      validity: words.uncertain,
      bareLink: words.bareLink,
      next: words.next,
      footer: words.footer(inHtml),
    }),
    language: words.tag,
  }
}

function wordsFor(language: string): EmergencyWords {
  const [english] = emergencyWords
  const words = emergencyWords.find(({ tag }) => tag === language.split('-')[0]) ?? english
  if (!words) throw new Error('There are words in English.')
  return words
}

function safely({ name, dialed, site, company }: EmergencyFacts, safe: (text: string) => string) {
  return { name: safe(name), dialed: safe(dialed), site: safe(site), company: safe(company) }
}

function rowsOf(facts: EmergencyFacts, { tag, rows }: EmergencyWords) {
  const { address, extension, numbers } = facts
  const at = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'long', timeZone: facts.timeZone })
  const place = [address.line1, address.line2, address.postalCode, address.city, address.state, address.country]
  return [
    { label: rows.person, value: facts.name },
    { label: rows.dialed, value: facts.dialed },
    { label: rows.at, value: at.format(facts.startedAt) },
    { label: rows.site, value: facts.site },
    { label: rows.address, value: place.filter(Boolean).join(', ') },
    { label: rows.reachedOn, value: [extension, ...numbers.map(formatNumber)].filter(Boolean).join(', ') || '–' },
  ]
}
