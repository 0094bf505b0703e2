/** What a mail may mention; each value is already safe for the part (text or HTML) it goes to. */
export interface MailFacts {
  readonly firstName: string
  readonly lastName: string
  readonly company: string
  readonly username: string
  /** Where to sign in later, on any device. */
  readonly signInUrl: string
}

/** One kind of mail in one language. Words contain no markup and none of `< > &`. */
export interface MailWords {
  subject(facts: MailFacts): string
  greeting(facts: MailFacts): string
  intro(facts: MailFacts): string
  /** What the link's button says. */
  readonly button: string
  readonly validity: string
  /** Above the bare link, for when the button does not work. */
  readonly bareLink: string
  next(facts: MailFacts): string
  /** Why this mail was sent. */
  footer(facts: MailFacts): string
}

/** Every mail in one language. */
export interface MailLanguage {
  /** BCP 47. */
  readonly tag: string
  readonly extension: string
  readonly number: string
  readonly username: string
  readonly welcome: MailWords
  readonly passwordReset: MailWords
}
