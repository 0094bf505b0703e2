/** What people call a field of a user, in the middle of a sentence, by the path that plans and history use. */
const words: Readonly<Record<string, string>> = {
  firstName: 'first name',
  lastName: 'last name',
  email: 'e-mail address',
  username: 'username',
  externalId: 'external id',
  site: 'site',
  language: 'language',
  timeZone: 'time zone',
  jobTitle: 'job title',
  department: 'department',
  address: 'address',
  personalNumbers: 'personal numbers',
  profile: 'profile',
  license: 'licence',
  extension: 'extension',
  numbers: 'numbers',
  devices: 'phones that may be used',
  emergencyAddress: 'emergency address',
  state: 'state',
  role: 'role',
  isDefault: 'whether it is the default',
  numberPool: 'pool of numbers',
  extensions: 'range of extensions',
  locks: 'locked fields',
  'services.calls': 'calls',
  'services.callerId': 'caller ID',
  'services.forwarding': 'call forwarding',
  'services.calling': 'external calling',
  'services.directory': 'directory',
  'services.calls.callWaiting': 'call waiting',
  'services.calls.doNotDisturb': 'do not disturb',
  'services.calls.maxConcurrentCalls': 'calls at a time',
  'services.callerId.number': 'caller ID',
  'services.callerId.name': 'caller ID name',
  'services.callerId.isBlocked': 'anonymous calls',
  'services.callerId.internalName': 'name for colleagues',
  'services.forwarding.always': 'forwarding, always',
  'services.forwarding.busy': 'forwarding when busy',
  'services.forwarding.noAnswer': 'forwarding without an answer',
  'services.forwarding.noAnswerSeconds': 'seconds until “no answer”',
  'services.forwarding.unreachable': 'forwarding when no phone is connected',
  'services.forwarding.blockedCallers': 'blocked callers',
  'services.forwarding.blocksAnonymous': 'blocking of anonymous callers',
  'services.forwarding.blocked': 'where blocked callers go',
  'services.forwarding.rules': 'forwarding rules',
  'services.calling.country': 'calling country',
  'services.calling.plan': 'calling plan',
  'services.calling.allowedCountries': 'countries that may be called',
  'services.calling.premium': 'premium and satellite numbers',
  'services.directory.isListed': 'listing in the directory',
  'services.directory.sees': 'whom the directory shows',
}

/** Words as they begin a line: "Caller ID". */
export function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A field in the middle of a sentence: "forwarding, always". One that is not known is spelled out: "some new field". */
export function fieldWords(field: string): string {
  // What a profile gives, in the words of the field that it gives.
  if (field.startsWith('defaults.')) return fieldWords(field.slice('defaults.'.length))
  const last = field.split('.').at(-1) ?? field
  return words[field] ?? last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}
