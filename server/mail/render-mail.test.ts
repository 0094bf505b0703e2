import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MailContent, renderMail } from './render-mail.ts'

const content: MailContent = {
  kind: 'welcome',
  language: 'en-US',
  firstName: 'Maya',
  lastName: 'Ortiz',
  company: 'Acme',
  username: 'maya',
  extension: '1042',
  number: '+1 415 555 0142',
  signInUrl: 'https://phone.acme.example/t/acme',
  link: 'https://phone.acme.example/welcome#secret',
}

describe('a mail', () => {
  it.each([
    ['en-GB', 'en', 'Your phone at Acme is ready', 'Hello Maya,'],
    ['de-DE', 'de', 'Ihr Telefon bei Acme ist bereit', 'Guten Tag Maya Ortiz,'],
    ['fr-CH', 'fr', 'Votre téléphone chez Acme est prêt', 'Bonjour Maya,'],
    ['es-ES', 'es', 'Tu teléfono en Acme está listo', 'Hola, Maya:'],
    ['ja-JP', 'ja', 'Acmeの電話がご利用いただけます', 'Ortiz Maya 様'],
    ['pl-PL', 'en', 'Your phone at Acme is ready', 'Hello Maya,'],
  ])('to somebody who reads %s is written in %s', (language, tag, subject, greeting) => {
    const mail = renderMail({ ...content, language })
    expect(mail).toMatchObject({ subject, language: tag })
    expect(mail.text.startsWith(`${greeting}\n`)).toBe(true)
    expect(mail.html).toContain(`<html lang="${tag}">`)
  })

  it('says in every language what it is for, in both parts', () => {
    for (const language of ['en', 'de', 'fr', 'es', 'ja']) {
      for (const kind of ['welcome', 'passwordReset'] as const) {
        const { text, html } = renderMail({ ...content, language, kind })
        for (const part of [text, html]) {
          for (const fact of ['1042', '+1 415 555 0142', 'maya', content.link]) expect(part).toContain(fact)
          expect(part).not.toMatch(/undefined|null|\[object/)
        }
        expect(text).toMatch(kind === 'welcome' ? /72/ : /hour|Stunde|heure|hora|時間/)
        expect(html).not.toMatch(/<img|src=|url\(|@import|<script|<link/i)
        expect(html).toContain('prefers-color-scheme:dark')
      }
    }
  })

  it('leaves out what the person does not have', () => {
    const { text } = renderMail({ ...content, number: null })
    expect(text).not.toContain('Direct number')
  })

  it('keeps names of any script and any trick in their place', () => {
    const hostile = { ...content, firstName: '<b>מאיה</b>', company: 'A&B "\u202eevil\u2066', lastName: "O'Brien" }
    const { subject, text, html } = renderMail({ ...hostile, language: 'de' })
    expect(subject).toBe('Ihr Telefon bei A&B "evil ist bereit')
    expect(text).toContain("Guten Tag \u2068<b>מאיה</b>\u2069 O'Brien,")
    expect(html).toContain('<bdi>&lt;b&gt;מאיה&lt;/b&gt;</bdi> <bdi>O&#39;Brien</bdi>')
    expect(html).toContain('<bdi>A&amp;B &quot;evil</bdi>')
    expect(html).toContain('<title>Ihr Telefon bei A&amp;B &quot;evil ist bereit</title>')
  })

  it('has the same markup whatever people are called', () => {
    const tagsOf = (html: string) => html.match(/<[^>]*>/g)
    const plain = tagsOf(renderMail(content).html)
    const name = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(name, name, name, (firstName, company, username) => {
        const mail = renderMail({ ...content, firstName, company, username })
        expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
        expect(tagsOf(mail.html)).toEqual(plain)
      }),
    )
  })
})
