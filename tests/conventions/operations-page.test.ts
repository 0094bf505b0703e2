import { describe, expect, it } from 'vitest'
import { type Setting, settings } from '../../server/settings.ts'
import { exitCodes } from '../../server/start-error.ts'
import { read } from './source-files.ts'

const page = read('docs/operations.md')

/** The rows of the table between `<!-- name: … -->` and `<!-- /name -->`. */
function tableRows(name: string): string[] {
  const text = page.split(`<!-- ${name}:`)[1]?.split(`<!-- /${name} -->`)[0] ?? ''
  return text.split('\n').filter((line) => line.startsWith('| `') || /^\| \d/.test(line))
}

function settingRow([name, setting]: [string, Setting<unknown>]): string {
  const fallback = setting.fallback === null ? (setting.fallbackNote ?? 'none') : `\`${setting.fallback}\``
  return `| \`${name}\` | ${fallback} | ${setting.meaning} |`
}

describe('docs/operations.md', () => {
  it('lists every setting as it is read', () => {
    expect(tableRows('settings')).toEqual(Object.entries(settings).map(settingRow))
  })

  it('lists every exit code of a start', () => {
    expect(tableRows('exit codes')).toEqual(
      Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`),
    )
  })

  it('gives every reason its own exit code', () => {
    const codes = Object.values(exitCodes).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })
})
