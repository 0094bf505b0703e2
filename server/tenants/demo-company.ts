import { randomBytes } from 'node:crypto'
import { SiteSpec } from '../../contract/api/sites.ts'
import type { UserSpec } from '../../contract/user-spec.ts'
import { changeUsers } from '../changes/change-users.ts'
import { creating, editing } from '../changes/make-intent.ts'
import { telling } from '../events/telling.ts'
import type { House } from '../house.ts'
import { setPassword } from '../signin/accept-link.ts'
import { hashPassword } from '../signin/passwords.ts'
import { createSite } from '../sites/create-site.ts'
import { createCompany, type NewCompany, terminalContext } from './create-company.ts'

const people: readonly (readonly [first: string, last: string, title: string, department: string])[] = [
  ['Maya', 'Ortiz', 'Account Executive', 'Sales'],
  ['Łukasz', 'Żółć', 'Engineer', 'Product'],
  ['小龍', '李', 'Designer', 'Product'],
  ['Ποσειδώνας', 'Παπαδόπουλος', 'Buyer', 'Operations'],
  ['Ольга', 'Кузнецова', 'Accountant', 'Finance'],
  ['فاطمة', 'الزهراء', 'Recruiter', 'People'],
  ['Noa', 'בן־דוד', 'Support Lead', 'Support'],
  ['さくら', '山田', 'Support Agent', 'Support'],
  ['Ji-woo', 'Park', 'Support Agent', 'Support'],
  ['Seán', 'Ó Súilleabháin', 'Sales Manager', 'Sales'],
  ['Zoë', 'van den Berg', 'Marketing Manager', 'Marketing'],
  ['José', 'Núñez', 'Technician', 'Operations'],
  ['Ingrid', 'Åström', 'Chief of Staff', 'People'],
  ['Amara', 'Okafor', 'Analyst', 'Finance'],
  ['Priya', 'शर्मा', 'Engineer', 'Product'],
  ['Mehmet', 'Yıldız', 'Engineer', 'Product'],
  ['Chloé', 'Lefèvre', 'Account Executive', 'Sales'],
  ['Dmytro', 'Шевченко', 'Support Agent', 'Support'],
  ['Thu', 'Nguyễn', 'Engineer', 'Product'],
  ['Kofi', 'Mensah', 'Technician', 'Operations'],
  ['Anna-Lena', 'Groß', 'Accountant', 'Finance'],
  ['สมชาย', 'ใจดี', 'Driver', 'Operations'],
  ['D’Arcy', "O'Neill", 'Receptionist', 'Front desk'],
  ['Reception', 'Lobby', '', 'Front desk'],
]

/** Creates the sample company: 2 sites, 24 people and their administrator Dana Reyes, whose password is answered once. No mail is sent. */
export async function createDemoCompany(house: House): Promise<NewCompany & { password: string }> {
  const made = await createCompany(house, {
    company: { name: 'Northwind Coffee', country: 'US', language: 'en-US', timeZone: 'America/Los_Angeles' },
    site: {
      name: 'HQ – San Francisco',
      address: {
        line1: '548 Market Street',
        line2: '',
        city: 'San Francisco',
        state: 'CA',
        postalCode: '94104',
        country: 'US',
      },
      extensions: { from: '1001', to: '1999' },
    },
    admin: { firstName: 'Dana', lastName: 'Reyes', email: 'dana@northwind.example', username: 'dana.reyes' },
    licenses: [
      { name: 'Standard', entitlements: ['calls', 'directNumber', 'voicemail', 'international'], owned: 25 },
      { name: 'Lobby', entitlements: ['calls'], owned: 5 },
    ],
    numbers: '',
    fictionalNumbers: 30,
  })
  const ctx = terminalContext(house, made.tenantId)
  const paris = {
    name: 'Paris',
    country: 'FR',
    language: 'fr-FR',
    timeZone: 'Europe/Paris',
    address: { line1: '12 rue de la Paix', line2: '', city: 'Paris', state: '', postalCode: '75002', country: 'FR' },
    extensions: { from: '2001', to: '2999' },
  }
  const { site } = await createSite(ctx, SiteSpec.parse(paris))
  const intents = people.map((person, index) =>
    creating(specOf(person, index, index % 3 === 1 ? site.id : made.siteId)),
  )
  const spec = { license: 'Standard', extension: 'auto', numbers: ['auto'], sendWelcome: false } satisfies UserSpec
  const dana = editing(made.adminUserId, spec)
  await changeUsers(ctx, [dana, ...intents])
  return { ...made, password: await givePassword(house, made) }
}

function specOf(
  [firstName, lastName, jobTitle, department]: (typeof people)[number],
  index: number,
  site: string,
): UserSpec {
  const isLobby = firstName === 'Reception'
  const isContact = department === 'Finance'
  return {
    firstName,
    lastName,
    email: `person${index + 1}@northwind.example`,
    site,
    jobTitle: jobTitle || null,
    department,
    ...(isContact ? {} : { license: isLobby ? 'Lobby' : 'Standard', extension: 'auto' }),
    ...(!isContact && !isLobby && index % 3 === 0 ? { numbers: ['auto'] } : {}),
    sendWelcome: false,
  }
}

async function givePassword(house: House, made: NewCompany): Promise<string> {
  const password = randomBytes(9).toString('base64url')
  const hash = await hashPassword(password)
  await telling(house, made.tenantId, (tx) => setPassword(tx, made.adminUserId, hash))
  return password
}
