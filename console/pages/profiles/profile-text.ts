import type { ProfileView } from '../../../contract/api/profiles.ts'
import { listed, sentenceCase } from '../../../contract/plain-words.ts'
import type { ProfileLock } from '../../../contract/profile-spec.ts'

/** What each lock holds, as the beginning of a line, and what people have where the profile names no value. */
export const lockTexts: Record<ProfileLock, { readonly label: string; readonly usual: string }> = {
  license: { label: 'Licence', usual: 'no licence' },
  extension: { label: 'Extension', usual: 'no extension' },
  numbers: { label: 'Numbers', usual: 'no number' },
  devices: { label: 'Phones that may be used', usual: 'web, desktop and mobile' },
  language: { label: 'Language', usual: 'the site’s' },
  timeZone: { label: 'Time zone', usual: 'the site’s' },
  'services.calls': { label: 'Calls', usual: 'call waiting, 4 calls at a time' },
  'services.callerId': { label: 'Caller ID', usual: 'their own number and name' },
  'services.forwarding': { label: 'Call forwarding', usual: 'calls are forwarded nowhere' },
  'services.calling': { label: 'External calling', usual: 'domestic calls' },
  'services.directory': { label: 'Directory', usual: 'listed, and sees everybody' },
}

const plans = {
  emergencyOnly: 'emergency calls only',
  domestic: 'domestic calls',
  international: 'international calls',
}

/** What a profile gives, in a few words: "Standard licence, an extension, international calls and 2 more". */
export function givesText({ license, extension, numbers, services, ...others }: ProfileView['defaults']): string {
  const { calling: { plan, ...calling } = {}, ...sections } = services ?? {}
  const parts = [
    ...(license === undefined ? [] : [license ? `${license.name} licence` : 'no licence']),
    ...(extension === undefined ? [] : [extension ? 'an extension' : 'no extension']),
    ...(numbers ? [numbers.length > 0 ? 'a number' : 'no number'] : []),
    ...(plan ? [plans[plan]] : []),
  ]
  const settings = [others, calling, ...Object.values(sections)].flatMap((one) => Object.keys(one ?? {})).length
  const more = settings === 0 ? [] : [parts.length === 0 ? settingsText(settings) : `${settings} more`]
  return sentence([...parts, ...more]) || 'Nothing'
}

function settingsText(count: number): string {
  return count === 1 ? '1 setting' : `${count} settings`
}

/** What a profile locks, in a few words. */
export function locksText(locks: readonly ProfileLock[]): string {
  return sentence(locks.map((lock) => lockTexts[lock].label.toLowerCase()))
}

function sentence(parts: readonly string[]): string {
  return sentenceCase(listed(parts))
}

/** "1 person", "12 people". */
export function peopleText(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString()} people`
}
