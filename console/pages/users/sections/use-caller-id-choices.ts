import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endpoints } from '../../../../contract/api/endpoints.ts'
import type { SiteView } from '../../../../contract/api/sites.ts'
import { answerOf } from '../../../../web/answers.ts'
import { useDisplay } from '../forwarding/use-setting-words.ts'
import type { UserForm } from '../use-user-form.ts'

/** The numbers that a person may show: their own first, then the site’s and shared ones, then any that the company holds. */
export function useCallerIdChoices(form: UserForm, site: SiteView | undefined) {
  const [typed, setTyped] = useState('')
  const display = useDisplay()
  const chosen = form.draft.services.callerId.number
  // The chosen one stands in the box as text; it is no search.
  const digits = typed.replace(/\D/g, '')
  const [asked] = useDebouncedValue(chosen?.endsWith(digits) ? '' : digits, 150)
  const { data: shared } = useQuery(answerOf(endpoints.listNumbers, { query: { isShared: 'true', limit: 50 } }))
  const { data: all } = useQuery({
    ...answerOf(endpoints.listNumbers, { query: { limit: 20, ...(asked ? { pattern: asked } : {}) } }),
    placeholderData: keepPreviousData,
  })
  const own = form.draft.numbers.filter((number) => number !== 'auto')
  const main = site?.mainNumber ? [site.mainNumber] : []
  const named = new Map((shared?.items ?? []).map(({ e164, sharedName }) => [e164, sharedName]))
  const groups = distinct([
    { group: 'Their own', numbers: own },
    { group: `Main number of ${site?.name ?? 'the site'}`, numbers: main },
    { group: 'Shared in the company', numbers: [...named.keys()] },
    {
      group: 'Others of the company',
      numbers: [...(chosen ? [chosen] : []), ...(all?.items ?? []).map((one) => one.e164)],
    },
  ])
  const isMatch = (number: string) => number.includes(asked)
  const usual = own[0] ? `${display(own[0])} – the primary number` : 'The site’s number'
  return {
    typed,
    setTyped,
    usual,
    groups: groups.map(({ group, numbers }) => ({
      group,
      items: numbers.filter(isMatch).map((number) => ({
        value: number,
        label: named.get(number) ? `${display(number)} – ${named.get(number)}` : display(number),
      })),
    })),
  }
}

/** Each number in the first group that has it; groups that stay empty fall away. */
function distinct(groups: readonly { group: string; numbers: readonly string[] }[]) {
  const seen = new Set<string>()
  return groups
    .map(({ group, numbers }) => ({ group, numbers: numbers.filter((one) => !seen.has(one) && seen.add(one)) }))
    .filter(({ numbers }) => numbers.length > 0)
}
