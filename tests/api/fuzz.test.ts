import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type EndpointName, endpoints } from '../../contract/api/endpoints.ts'
import { apiOfThisFile } from '../kit/api.ts'
import { anyEndpoint, endpointNames, makeWorld, recipes, type World, whoMay } from './recipes.ts'

// What is sent is made from the endpoint's own schema, and then spoilt: some of it is right, much is nearly right.

const at = apiOfThisFile()
const runs = Number(process.env.FUZZ_RUNS ?? 12)
let world: World

beforeAll(async () => {
  world = await makeWorld(at)
})

/** Signing in costs a second of work by design, and setting a password ends the sessions that the others use. */
const slow: readonly EndpointName[] = ['signIn', 'acceptLink', 'signOut', 'signOutEverywhere']
const fuzzed = endpointNames.filter((name) => anyEndpoint[name].body !== undefined && !slow.includes(name))

const nasty = fc.constantFrom<unknown>(
  '',
  ' ',
  '\u0000',
  '\ud800',
  'ﷺ'.repeat(200),
  'x'.repeat(300),
  '𠮷'.repeat(64),
  "'; drop table app_user; --",
  '%',
  '\\',
  '{}',
  'null',
  '-1',
  '\u202egnp',
  'auto',
  '+14155550142',
  '911',
  '0',
  0,
  -1,
  1e308,
  2 ** 53,
  1.5,
  true,
  null,
  [],
  {},
  [[]],
  { toString: 1 },
  { __proto: 1 },
)

/** Values of a JSON schema, mostly valid. */
function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf
  if (options) return fc.oneof(...options.map(valuesOf))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, part]) => [name, spoilt(valuesOf(part))]),
        ),
        { requiredKeys: [] },
      )
    case 'array':
      return fc.array(spoilt(valuesOf(schema.items ?? {})), { maxLength: 3 })
    case 'integer':
    case 'number':
      return fc.integer({ min: -1, max: 2_000_000 })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.constantFrom(
          'HQ',
          'Standard',
          'Maya',
          'maya@acme.example',
          'US',
          'en-US',
          'Europe/Paris',
          '1234',
          '+14155550100',
        ),
      )
  }
}

function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: nasty })
}

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

function schemaOf(name: EndpointName): JsonSchema {
  const { body } = anyEndpoint[name]
  return z.toJSONSchema(body ?? z.null(), { io: 'input', unrepresentable: 'any' }) as JsonSchema
}

describe('no body, however odd, is answered with a failure of ours', () => {
  it.each(fuzzed)('%s', async (name) => {
    const { params, body: good } = await recipes[name](world)
    const mutated = fc.record(
      { ...Object.fromEntries(Object.keys(good ?? {}).map((key) => [key, nasty])) },
      { requiredKeys: [] },
    )
    const bodies = fc.oneof(
      spoilt(valuesOf(schemaOf(name))),
      mutated.map((bad) => ({ ...good, ...bad })),
      fc.jsonValue(),
    )
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const { status } = await whoMay(world, name).send(anyEndpoint[name], { params, body: wrapped(body) })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: runs },
    )
  })
})

/** What inject can carry: objects; anything else goes along as one field. */
function wrapped(body: unknown): object {
  return typeof body === 'object' && body !== null ? body : { body }
}

describe('no question, however odd, is answered with a failure of ours', () => {
  it.each(endpointNames.filter((name) => anyEndpoint[name].query !== undefined))('%s', async (name) => {
    const { params, body } = await recipes[name](world)
    const query = fc.dictionary(
      fc.constantFrom(
        'q',
        'cursor',
        'limit',
        'siteId',
        'state',
        'pattern',
        'country',
        'area',
        'category',
        'entityId',
        'userId',
        'dryRun',
      ),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => text.isWellFormed()),
        nasty.map((value) => JSON.stringify(value) ?? ''),
      ),
      // Few at a time, or one that is refused hides what another would have done.
      { maxKeys: 2 },
    )
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const wellFormed = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, value.toWellFormed()]))
        const { status } = await whoMay(world, name).send(anyEndpoint[name], {
          params,
          query: wellFormed,
          ...(body ? { body } : {}),
        })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: runs * 2 },
    )
  })
})

it('leaves no error in the log, and the house in order', async () => {
  expect(at.house.errors).toEqual([])
  await world.company.api.call(endpoints.getHome)
})
