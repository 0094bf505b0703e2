import type { AccessKind, ChangeOperation, ChangeSetView, EntityKind } from '../../../contract/api/change-sets.ts'

/** The road a change came by, in words. */
export const sourceTexts: Record<ChangeSetView['source'], string> = {
  console: 'in the console',
  api: 'over the API',
  cli: 'from a terminal',
  bulk: 'by upload',
  directory: 'by the directory',
  phone: 'at the phone',
  setup: 'while setting up',
  undo: 'as an undo',
  system: 'by the system',
}

/** The kinds of things that history knows, as people call them. */
export const kindTexts: Readonly<Record<EntityKind, string>> = {
  user: 'Users',
  device: 'Phones',
  site: 'Sites',
  licenseType: 'Licences',
  profile: 'Profiles',
  number: 'Numbers',
  apiToken: 'API tokens',
  tenant: 'Settings',
  leaving: 'People leaving',
  succession: 'Calls to successors',
  numberAllowance: 'Number allowances',
}

/** What can happen to people, as a filter says it. */
export const userChangeTexts: Readonly<Record<ChangeOperation, string>> = {
  create: 'Users created',
  update: 'Users changed',
  suspend: 'Users suspended',
  delete: 'Users deleted',
  restore: 'Users restored',
  purge: 'Users removed for good',
  erase: 'Users erased',
}

/** What is kept of who got in and what was taken out. */
export const accessTexts: Readonly<Record<AccessKind, string>> = {
  signIn: 'signed in',
  signInFailed: 'tried to sign in, and failed',
  passwordSet: 'set a password',
  signOutEverywhere: 'signed out everywhere',
  secretShown: 'was shown a secret',
  export: 'exported',
}
