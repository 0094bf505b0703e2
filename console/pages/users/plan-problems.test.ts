import { describe, expect, it } from 'vitest'
import type { Problem } from '../../../contract/problems.ts'
import { contractProblems, isRefused, problemsToShow } from './plan-problems.ts'

function problem(field: string, code: Problem['code'], severity: Problem['severity'] = 'error'): Problem {
  return { code, severity, field, message: code, fixes: [] }
}

const nothing = { left: new Set<string>(), isTried: false }

describe('problems at their fields', () => {
  it('does not call a field wrong before it was left', () => {
    const problems = [problem('/lastName', 'field_required')]
    expect(problemsToShow(problems, nothing).size).toBe(0)
    expect(problemsToShow(problems, { ...nothing, left: new Set(['lastName']) }).size).toBe(1)
    expect(problemsToShow(problems, { ...nothing, isTried: true }).size).toBe(1)
  })

  it('says at once that a username or extension is taken', () => {
    const shown = problemsToShow(
      [problem('/username', 'username_taken'), problem('/extension', 'extension_taken')],
      nothing,
    )
    expect([...shown.keys()]).toEqual(['username', 'extension'])
  })

  it('shows the gravest problem of a field', () => {
    const problems = [
      problem('/license', 'license_pool_empty', 'warning'),
      problem('/license', 'license_without_service'),
    ]
    expect(problemsToShow(problems, nothing).get('license')?.code).toBe('license_without_service')
  })

  it('lets warnings be saved', () => {
    expect(isRefused([problem('/license', 'license_pool_empty', 'warning')])).toBe(false)
    expect(isRefused([problem('/license', 'license_pool_empty', 'shortage')])).toBe(true)
  })

  it('finds what the contract refuses by pointer', () => {
    const found = contractProblems({ email: 'nope', numbers: ['12'] })
    expect(found.map(({ field }) => field)).toEqual(['/email', '/numbers/0'])
  })
})
