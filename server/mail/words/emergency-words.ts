/** What the mail about an emergency call says, in one language. Values come safe for the part (text or HTML) they go to; words contain no markup. */
export interface EmergencyWords {
  /** BCP 47. */
  readonly tag: string
  subject(facts: { name: string; dialed: string; site: string }): string
  readonly greeting: string
  intro(facts: { name: string; dialed: string; company: string }): string
  readonly rows: {
    readonly person: string
    readonly dialed: string
    readonly at: string
    readonly site: string
    readonly address: string
    readonly reachedOn: string
  }
  /** Whether help answered cannot be known when the mail leaves. */
  readonly uncertain: string
  readonly button: string
  readonly bareLink: string
  readonly next: string
  footer(facts: { company: string; site: string }): string
}

/** By language; the first is for everybody else. */
export const emergencyWords: readonly EmergencyWords[] = [
  {
    tag: 'en',
    subject: ({ name, dialed, site }) => `Emergency call: ${name} dialed ${dialed} at ${site}`,
    greeting: 'Please look after this at once.',
    intro: ({ name, dialed, company }) => `${name} at ${company} has dialed the emergency number ${dialed}.`,
    rows: {
      person: 'Who',
      dialed: 'Dialed',
      at: 'When',
      site: 'Site',
      address: 'Help is sent to',
      reachedOn: 'Reached on',
    },
    uncertain: 'Whether the call got through is not certain when this mail is sent.',
    button: 'Look at the call',
    bareLink: 'If the button does not work, open this address in your browser:',
    next: 'Go to the person or call them, and call for help yourself if nobody has answered.',
    footer: ({ company, site }) => `You get this mail because you are an emergency contact of ${site} at ${company}.`,
  },
  {
    tag: 'de',
    subject: ({ name, dialed, site }) => `Notruf: ${name} hat in ${site} die ${dialed} gewählt`,
    greeting: 'Bitte kümmern Sie sich sofort darum.',
    intro: ({ name, dialed, company }) => `${name} bei ${company} hat die Notrufnummer ${dialed} gewählt.`,
    rows: {
      person: 'Wer',
      dialed: 'Gewählt',
      at: 'Wann',
      site: 'Standort',
      address: 'Hilfe kommt nach',
      reachedOn: 'Erreichbar unter',
    },
    uncertain: 'Ob der Anruf durchkam, steht beim Versand dieser Mail nicht fest.',
    button: 'Anruf ansehen',
    bareLink: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse im Browser:',
    next: 'Gehen Sie zu der Person oder rufen Sie sie an, und rufen Sie selbst Hilfe, falls niemand geantwortet hat.',
    footer: ({ company, site }) => `Sie erhalten diese Mail als Notfallkontakt des Standorts ${site} von ${company}.`,
  },
  {
    tag: 'fr',
    subject: ({ name, dialed, site }) => `Appel d’urgence : ${name} a composé le ${dialed} à ${site}`,
    greeting: 'Merci de vous en occuper tout de suite.',
    intro: ({ name, dialed, company }) => `${name}, de ${company}, a composé le numéro d’urgence ${dialed}.`,
    rows: {
      person: 'Qui',
      dialed: 'Numéro composé',
      at: 'Quand',
      site: 'Site',
      address: 'Adresse des secours',
      reachedOn: 'Joignable au',
    },
    uncertain: 'Au moment de cet envoi, il n’est pas certain que l’appel ait abouti.',
    button: 'Voir l’appel',
    bareLink: 'Si le bouton ne fonctionne pas, ouvrez cette adresse dans votre navigateur :',
    next: 'Allez voir la personne ou appelez-la, et appelez vous-même les secours si personne n’a répondu.',
    footer: ({ company, site }) => `Vous recevez ce message comme contact d’urgence du site ${site} de ${company}.`,
  },
  {
    tag: 'es',
    subject: ({ name, dialed, site }) => `Llamada de emergencia: ${name} ha marcado el ${dialed} en ${site}`,
    greeting: 'Ocúpese de esto de inmediato.',
    intro: ({ name, dialed, company }) => `${name}, de ${company}, ha marcado el número de emergencia ${dialed}.`,
    rows: {
      person: 'Quién',
      dialed: 'Número marcado',
      at: 'Cuándo',
      site: 'Sede',
      address: 'La ayuda se envía a',
      reachedOn: 'Localizable en',
    },
    uncertain: 'Al enviar este mensaje no es seguro que la llamada haya llegado.',
    button: 'Ver la llamada',
    bareLink: 'Si el botón no funciona, abra esta dirección en su navegador:',
    next: 'Vaya a ver a la persona o llámela, y pida ayuda usted si nadie ha contestado.',
    footer: ({ company, site }) =>
      `Recibe este mensaje porque es contacto de emergencia de la sede ${site} de ${company}.`,
  },
  {
    tag: 'ja',
    subject: ({ name, dialed, site }) => `緊急通報：${site} の ${name} さんが ${dialed} に発信しました`,
    greeting: '至急ご確認ください。',
    intro: ({ name, dialed, company }) => `${company} の ${name} さんが緊急番号 ${dialed} に発信しました。`,
    rows: {
      person: '発信者',
      dialed: '発信先',
      at: '日時',
      site: '拠点',
      address: '救援先の住所',
      reachedOn: '連絡先',
    },
    uncertain: 'このメールの送信時点では、通話がつながったかどうかは確かではありません。',
    button: '通話を確認する',
    bareLink: 'ボタンが使えない場合は、このアドレスをブラウザーで開いてください：',
    next: '本人のもとへ行くか電話をし、応答がない場合はご自身で救援を要請してください。',
    footer: ({ company, site }) => `${company} の拠点 ${site} の緊急連絡先としてお送りしています。`,
  },
]
