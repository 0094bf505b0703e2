import type { UserView } from '../../../contract/api/users.ts'
import { paths } from '../../paths.ts'

type Person = Pick<
  UserView,
  'firstName' | 'lastName' | 'username' | 'extension' | 'numbers' | 'license' | 'email' | 'site'
>

const list = new Intl.ListFormat('en', { type: 'conjunction' })

/** On what a person can be called: "1042 and +1 415 555 0142". */
export function reachedOn({ extension, numbers }: Pick<Person, 'extension' | 'numbers'>): string {
  return list.format([...(extension ? [extension] : []), ...numbers.map(({ display }) => display)])
}

/** "Maya can now be called on 1042 and +1 415 555 0142. Username maya.ortiz, licence Standard." */
export function createdSentence(person: Person): string {
  const ways = reachedOn(person)
  const called = ways
    ? `${person.firstName} can now be called on ${ways}.`
    : `${person.firstName} is a contact without a phone.`
  const license = person.license ? `, licence ${person.license.name}` : ''
  return `${called} Username ${person.username}, site ${person.site.name}${license}.`
}

/** What a save changed for callers, else that it is saved; and what is still in the way. */
export function savedSentence(
  before: Pick<Person, 'extension' | 'numbers'>,
  person: Person,
  warnings: readonly { message: string }[],
): string {
  const ways = reachedOn(person)
  const isNew = ways !== reachedOn(before)
  const first =
    isNew && ways !== '' && warnings.length === 0
      ? `${person.firstName} can now be called on ${ways}.`
      : `${person.firstName}’s details are saved.`
  return [first, ...warnings.map(({ message }) => message)].join(' ')
}

/** The same for a message to the person or to a colleague. */
export function createdText(person: Person, tenant: { slug: string }, origin: string): string {
  const ways = reachedOn(person)
  return [
    `${person.firstName} ${person.lastName}`,
    ...(ways ? [`Phone: ${ways}`] : []),
    `Username: ${person.username}`,
    `E-mail: ${person.email}`,
    `Sign in: ${origin}${paths.company.replace('$slug', tenant.slug)}`,
  ].join('\n')
}
