import type { UserView } from '../../../contract/api/users.ts'
import { listed } from '../../../contract/plain-words.ts'
import type { Problem } from '../../../contract/problems.ts'
import { paths } from '../../paths.ts'

type Person = Pick<
  UserView,
  'firstName' | 'lastName' | 'username' | 'extension' | 'numbers' | 'license' | 'email' | 'site'
>

/** On what a person can be called: "1042 and +1 415 555 0142". */
export function reachedOn({ extension, numbers }: Pick<Person, 'extension' | 'numbers'>): string {
  return listed([...(extension ? [extension] : []), ...numbers.map(({ display }) => display)])
}

/** On what they can be called now, or why not yet. */
function calledSentence(person: Person): string {
  const ways = reachedOn(person)
  if (!ways) return `${person.firstName} is a contact without a phone.`
  if (!person.license) return `${person.firstName} has ${ways}, and cannot be called before there is a licence.`
  return `${person.firstName} can now be called on ${ways}.`
}

/** "Maya can now be called on 1042 and +1 415 555 0142. Username maya.ortiz, licence Standard." */
export function createdSentence(person: Person): string {
  const license = person.license ? `, licence ${person.license.name}` : ''
  return `${calledSentence(person)} Username ${person.username}, site ${person.site.name}${license}.`
}

/** What a save changed for callers, else that it is saved; and what is still in the way. */
export function savedSentence(
  before: Pick<Person, 'extension' | 'numbers'>,
  person: Person,
  warnings: readonly Pick<Problem, 'code' | 'message'>[],
): string {
  const isNew = reachedOn(person) !== '' && reachedOn(person) !== reachedOn(before)
  const isMute = warnings.some(({ code }) => code === 'extension_without_license')
  const first = isNew && !isMute ? calledSentence(person) : `${person.firstName}’s details are saved.`
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
