import { skipToken, useQuery } from '@tanstack/react-query'
import type { NumbersMoved } from '../../../contract/api/numbers.ts'
import { sentenceOf } from '../../../web/problem-text.ts'

/** What a move or a swap would do, in sentences, and why it cannot be done; asked as soon as it is known what is meant. */
export function useRearrangement(key: readonly unknown[], ask: (() => Promise<NumbersMoved>) | null) {
  const { data, error } = useQuery({ queryKey: ['/numbers', ...key], queryFn: ask ?? skipToken, retry: false })
  const rows = data && 'rows' in data ? data.rows : []
  const problems = rows.flatMap((row) => row.problems)
  const refusals = problems.filter(({ severity }) => severity !== 'warning').map(({ message }) => message)
  return {
    sentences: rows.filter((row) => row.kind !== 'invalid' && row.kind !== 'unchanged').map((row) => row.sentence),
    warnings: problems.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
    refusals: error ? [sentenceOf(error)] : refusals,
    isReady: data !== undefined && refusals.length === 0,
  }
}
