import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeMatching, committedFiles, isTest, linesMatching, read, sourceFiles } from './source-files.ts'

const ours = sourceFiles.filter((path) => !path.startsWith('tests/conventions/'))
const product = ours.filter((path) => !isTest(path))

describe('our code', () => {
  it('names every file once', () => {
    const isTwin = (a: string, b: string) => a !== b && basename(a) === basename(b)
    const twice = product.filter((path) => product.some((other) => isTwin(path, other)))
    expect(twice).toEqual([])
  })

  it('names files in lower case with hyphens', () => {
    expect(ours.filter((path) => !/^[a-z0-9.-]+$/.test(basename(path)))).toEqual([])
  })

  it('calls nothing service, manager, helper or util', () => {
    const named = /(?:^|[-./])(?:services?|managers?|helpers?|utils?)(?:[-./]|$)/
    // A service is what our customers call voicemail and forwarding, so the word may stand in front: `service-entry.ts`.
    expect(committedFiles.filter((path) => named.test(path) && !/(?:^|\/)services?-[a-z]/.test(path))).toEqual([])
    expect(
      linesMatching(product, /\b(?:class|interface|function|const)\s+\w*(?:Service|Manager|Helper|Utils?)\b/),
    ).toEqual([])
  })

  it('keeps files short enough to read at once', () => {
    const long = ours.filter((path) => read(path).trimEnd().split('\n').length > 400)
    expect(long).toEqual([])
  })

  it('reads the environment in one place', () => {
    const allowed =
      /^server\/config\.ts$|^(?:tests|journeys|bench|scripts)\/|\.test\.tsx?$|^(?:vite|vitest)\.config\.ts$/
    const others = ours.filter((path) => !allowed.test(path))
    // What vite knows of the build (PROD, DEV) is not the environment.
    expect(codeMatching(others, /process\.env\b|import\.meta\.env\.(?!PROD\b|DEV\b)/)).toEqual([])
  })

  it('escapes the type checker nowhere', () => {
    expect(codeMatching(ours, /:\s*any\b|<any>|\bas any\b|as unknown as/)).toEqual([])
    expect(linesMatching(ours, /@ts-(?:ignore|nocheck|expect-error)/)).toEqual([])
  })

  it('skips and narrows no test', () => {
    const narrowed =
      /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b|\b(?:xit|fit|xdescribe|fdescribe)\(/
    expect(linesMatching(ours.filter(isTest), narrowed)).toEqual([])
  })

  it('tests what it claims', () => {
    expect(linesMatching(ours.filter(isTest), /expect\((true|1)\)\.(?:toBe|toEqual)\(\1\)/)).toEqual([])
  })

  it('swallows no error without a word', () => {
    expect(linesMatching(ours, /catch *(?:\(\w*\))? *\{ *\}/)).toEqual([])
  })

  it('leaves nothing open in a comment', () => {
    expect(linesMatching(ours, /\b(?:TODO|FIXME|XXX|HACK)\b/)).toEqual([])
  })

  it('explains every exported function and class in a sentence', () => {
    const explained = product.filter((path) => /^(?:contract|server|calling|cli|web)\/.*\.ts$/.test(path))
    expect(explained.flatMap(unexplainedExports)).toEqual([])
  })
})

/** Exported functions and classes that no comment precedes. */
function unexplainedExports(path: string): string[] {
  const lines = read(path).split('\n')
  return lines.flatMap((line, index) => {
    const isExport = /^export (?:async )?(?:abstract )?(?:function\*?|class) \w/.test(line)
    const isExplained = /\*\/\s*$|^\/\//.test(lines[index - 1] ?? '')
    return isExport && !isExplained ? [`${path}:${index + 1}: ${line}`] : []
  })
}
