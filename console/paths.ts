import { z } from 'zod'

/** Every address of the console, spelled here alone. */
export const paths = {
  home: '/',
  setup: '/setup',
  signIn: '/sign-in',
  company: '/t/$slug',
  forgot: '/forgot',
  welcome: '/welcome',
  users: '/users',
  newUser: '/users/new',
  bulkEdit: '/users/bulk-edit',
  user: '/users/$id',
  offboard: '/users/$id/offboard',
  recycleBin: '/users/recycle-bin',
  numbers: '/numbers',
  claimNumbers: '/numbers/claim',
  loadNumbers: '/numbers/load',
  importNumbers: '/numbers/import',
  portNumber: '/numbers/port',
  numberAllowance: '/numbers/allowance',
  number: '/numbers/$number',
  licenses: '/licenses',
  newLicense: '/licenses/new',
  license: '/licenses/$id',
  profiles: '/profiles',
  newProfile: '/profiles/new',
  profile: '/profiles/$id',
  applyProfile: '/profiles/$id/apply',
  sites: '/sites',
  newSite: '/sites/new',
  site: '/sites/$id',
  siteExtensions: '/sites/$id/extensions',
  calls: '/calls',
  activity: '/activity',
  changeSet: '/activity/$id',
  tasks: '/tasks',
  task: '/tasks/$id',
  settings: '/settings',
  inbox: '/inbox',
  mail: '/inbox/$id',
} as const

/** The web phone: a page of its own, outside the console's router. */
export const phonePath = '/phone'

/** The readable reference of the HTTP API, which the server writes. */
export const apiReferencePath = '/api'

const text = z.string().max(200).optional().catch(undefined)
/** A condition of a filter: one or several values, is or is not. */
const values = z.string().max(8000).optional().catch(undefined)

/** What stands behind the `?` of any address: filters, tabs and the page to go on to. A link shows a colleague the same thing. */
export const ConsoleSearch = z.object({
  q: text,
  site: values,
  license: values,
  profile: values,
  state: values,
  standing: values,
  department: values,
  extension: values,
  number: values,
  device: values,
  role: values,
  sort: text,
  /** Which columns a list shows. */
  columns: text,
  /** Of the activity: who, what, how, from when until when. */
  actor: values,
  kind: values,
  source: values,
  from: text,
  to: text,
  country: text,
  category: text,
  shared: text,
  tab: text,
  /** Whether the open panel fills the page. */
  full: text,
  /** Where to go after signing in; only addresses of our own. */
  next: z.string().startsWith('/').refine(isOwnAddress).optional().catch(undefined),
  company: text,
})
export type ConsoleSearch = z.infer<typeof ConsoleSearch>

function isOwnAddress(address: string): boolean {
  return !address.startsWith('//') && !address.includes('\\')
}

/** Reads the part behind the `?`; every value is text, so that a search for 1042 stays one. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

/** Writes the part behind the `?`, leaving out what is empty. */
export function stringifySearch(search: Record<string, unknown>): string {
  const filled = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(filled.map(([name, value]) => [name, String(value)])).toString()
  return text ? `?${text}` : ''
}
