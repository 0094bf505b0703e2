import type { MailLanguage } from './mail-words.ts'

const bareLink = 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse im Browser:'

export const german: MailLanguage = {
  tag: 'de',
  extension: 'Durchwahl',
  number: 'Direkte Nummer',
  username: 'Benutzername',
  welcome: {
    subject: ({ company }) => `Ihr Telefon bei ${company} ist bereit`,
    greeting: ({ firstName, lastName }) => `Guten Tag ${firstName} ${lastName},`,
    intro: ({ company }) => `willkommen! Ihr Telefon bei ${company} ist eingerichtet. So sind Sie erreichbar:`,
    button: 'Passwort festlegen',
    validity:
      'Der Link gilt einmal und 72 Stunden lang. Ist er abgelaufen, schickt Ihnen Ihr Administrator gern einen neuen.',
    bareLink,
    next: ({ signInUrl }) =>
      `Danach können Sie sofort im Browser telefonieren; zu installieren ist nichts. Damit Sie Ihr Telefon auch unterwegs dabeihaben, öffnen Sie ${signInUrl} auf Ihrem Smartphone und melden Sie sich dort ebenfalls an.`,
    footer: ({ company }) =>
      `Sie erhalten diese E-Mail, weil ein Administrator von ${company} ein Telefon für Sie eingerichtet hat. Falls Sie das nicht erwartet haben, können Sie sie einfach ignorieren.`,
  },
  passwordReset: {
    subject: ({ company }) => `Neues Passwort für Ihr Telefon bei ${company}`,
    greeting: ({ firstName, lastName }) => `Guten Tag ${firstName} ${lastName},`,
    intro: ({ company }) => `über diesen Link legen Sie ein neues Passwort für Ihr Telefon bei ${company} fest.`,
    button: 'Neues Passwort festlegen',
    validity: 'Der Link gilt einmal und eine Stunde lang.',
    bareLink,
    next: () => 'Sobald Sie ein neues Passwort festlegen, werden Sie auf allen anderen Geräten abgemeldet.',
    footer: () =>
      'Sie erhalten diese E-Mail, weil jemand mit Ihrem Namen ein neues Passwort angefordert hat. Falls Sie das nicht waren, ignorieren Sie sie: Ihr Passwort bleibt, wie es ist.',
  },
}
