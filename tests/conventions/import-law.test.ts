import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isTest, read, sourceFiles } from './source-files.ts'

// Who may import what: docs/architecture.md, "Who may import what". Tests may import anything.

interface Import {
  readonly from: string
  readonly to: string
  /** Not for its types alone. */
  readonly isRun: boolean
}

const imports: Import[] = sourceFiles.filter((path) => !isTest(path)).flatMap(importsOf)

/** What a file imports of ours, statically or at run time. */
function importsOf(from: string): Import[] {
  const statements = read(from).matchAll(
    /(?:^|\s)(?:import|export)\b(\s+type\b)?[^'"();]*['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]/g,
  )
  return [...statements].map(([, type, fixed, atRunTime]) => ({
    from,
    to: join(dirname(from), fixed ?? atRunTime ?? ''),
    isRun: type === undefined,
  }))
}

/** Imports from files that match `from` to files that match none of `allowed`. */
function breaches(from: RegExp, allowed: readonly RegExp[]): string[] {
  return imports
    .filter((each) => from.test(each.from) && !allowed.some((pattern) => pattern.test(each.to)))
    .map((each) => `${each.from} imports ${each.to}`)
}

const contract = /^contract\//

describe('the import law', () => {
  it('sees the imports at all', () => {
    expect(imports.length).toBeGreaterThan(300)
  })

  it.each([
    ['the contract imports nothing of ours', /^contract\//, [contract]],
    ['web imports the contract only', /^web\//, [contract, /^web\//]],
    ['the console never reaches into server, calling or phone', /^console\//, [contract, /^web\//, /^console\//]],
    ['the phone never reaches into server, calling or console', /^phone\//, [contract, /^web\//, /^phone\//]],
    ['calling knows nothing of the server', /^calling\//, [contract, /^calling\//]],
    ['decide is pure and knows no SIP', /^calling\/decide\//, [contract, /^calling\/decide\//]],
    ['the server imports no page', /^server\//, [contract, /^server\//, /^calling\//]],
    ['the command line ends in operations', /^cli\//, [contract, /^server\//, /^cli\//]],
  ])('%s', (_, from, allowed) => {
    expect(breaches(from, allowed)).toEqual([])
  })

  it('lets only the wiring of the server know the calling engine beyond its port', () => {
    const wiring = /^server\/(?:main|house|start)[^/]*\.ts$|^server\/calls\//
    const direct = imports.filter(
      ({ from, to }) =>
        from.startsWith('server/') && to.startsWith('calling/') && to !== 'calling/engine.ts' && !wiring.test(from),
    )
    expect(direct.filter(({ to }) => !to.startsWith('calling/decide/'))).toEqual([])
  })

  it('plans without I/O: nothing that the plan and its rules run leads to a database, a file or a socket', () => {
    const reached = reachedFrom(/^server\/changes\/(?:plan\.ts|rules\/)/)
    expect(reached.length).toBeGreaterThan(5)
    const impure =
      /from '(?:pg|kysely|fastify|node:(?:fs|net|http|https|dgram|child_process|worker_threads)(?:\/promises)?)'/
    const isRun = (line: string) => !/^import type\b/.test(line)
    expect(
      reached.filter((path) =>
        read(path)
          .split('\n')
          .some((line) => isRun(line) && impure.test(line)),
      ),
    ).toEqual([])
    expect(reached.filter((path) => /^server\/db\/|-store\.ts$/.test(path))).toEqual([])
  })

  it('keeps SQL in stores: a store imports neither operations nor routes', () => {
    expect(breachesTo(/-store\.ts$/, /-routes\.ts$|^server\/(?:http|access)\//)).toEqual([])
  })

  it('keeps routes thin: a route reaches no store', () => {
    expect(breachesTo(/-routes\.ts$/, /-store\.ts$/)).toEqual([])
  })

  it('lets bulk, SCIM and the command line reach no store', () => {
    expect(breachesTo(/^(?:server\/(?:bulk|scim)|cli)\//, /-store\.ts$/)).toEqual([])
  })
})

/** Every file that runs when one of those that match runs: imports of types alone do not count. */
function reachedFrom(pattern: RegExp): string[] {
  const reached = new Set(sourceFiles.filter((path) => pattern.test(path) && !isTest(path)))
  for (const path of reached) for (const each of imports) if (each.from === path && each.isRun) reached.add(each.to)
  return [...reached]
}

function breachesTo(from: RegExp, forbidden: RegExp): string[] {
  return imports
    .filter((each) => from.test(each.from) && forbidden.test(each.to))
    .map((each) => `${each.from} imports ${each.to}`)
}
