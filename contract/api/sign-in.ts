import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Id } from '../ids.ts'
import { Role } from '../roles.ts'
import { NewPassword } from '../texts.ts'

/** Who is signed in. */
export const SessionView = z.object({
  tenant: z.object({ id: Id, name: z.string(), slug: z.string() }),
  user: z.object({ id: Id, name: z.string(), username: z.string(), extension: z.string().nullable() }),
  role: Role,
  isOperator: z.boolean(),
  /** Whether the development inbox takes the place of a mail server and may be opened from here. */
  hasInbox: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>

/** What a welcome or recovery link shows before a password is set. */
export const LinkView = z.object({
  purpose: z.enum(['welcome', 'passwordReset']),
  company: z.string(),
  slug: z.string(),
  name: z.string(),
  username: z.string(),
  extension: z.string().nullable(),
  number: z.string().nullable(),
})
export type LinkView = z.infer<typeof LinkView>

const tag = 'Sign-in'
const token = z.string().min(20).max(200)
const company = z.string().trim().max(64).optional()

export const signInEndpoints = {
  getSession: endpoint({
    method: 'GET',
    path: '/session',
    tag,
    summary: 'Who is signed in; null when nobody is. Says whether a company must be named to sign in',
    access: 'public',
    effect: 'read',
    status: 200,
    answer: z.object({ session: SessionView.nullable(), needsSetup: z.boolean(), needsCompany: z.boolean() }),
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    tag,
    summary:
      'Signs in by username or e-mail and password. `company` is the slug, needed only where the installation has several',
    access: 'public',
    effect: 'outside',
    status: 201,
    body: z.strictObject({
      company,
      name: z.string().trim().min(1, 'Enter your username or e-mail.').max(254),
      password: z.string().min(1, 'Enter your password.').max(256),
    }),
    answer: SessionView,
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/session',
    tag,
    summary: 'Ends this session',
    access: 'user',
    effect: 'outside',
    status: 204,
    answer: z.null(),
  }),
  signOutEverywhere: endpoint({
    method: 'DELETE',
    path: '/sessions',
    tag,
    summary: 'Ends all sessions of mine, this one too',
    access: 'user',
    effect: 'outside',
    status: 204,
    answer: z.null(),
  }),
  forgotPassword: endpoint({
    method: 'POST',
    path: '/password/forgot',
    tag,
    summary: 'Sends a link to set a new password, if there is such a person; answers the same if not',
    access: 'public',
    effect: 'outside',
    status: 202,
    body: z.strictObject({ company, name: z.string().trim().min(1, 'Enter your username or e-mail.').max(254) }),
    answer: z.object({ sentence: z.string() }),
  }),
  openLink: endpoint({
    method: 'POST',
    path: '/links/open',
    tag,
    summary: 'Looks at a welcome or recovery link without using it up',
    access: 'public',
    effect: 'outside',
    status: 200,
    body: z.strictObject({ token }),
    answer: LinkView,
  }),
  acceptLink: endpoint({
    method: 'POST',
    path: '/links/accept',
    tag,
    summary: 'Sets a password with a link, once, and signs in',
    access: 'public',
    effect: 'outside',
    status: 201,
    body: z.strictObject({ token, password: NewPassword }),
    answer: SessionView,
  }),
}
