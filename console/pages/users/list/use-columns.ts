import { useLocalStorage } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type UserColumnKey, userColumnKeys } from '../../../../contract/api/user-lists.ts'

const usual: readonly UserColumnKey[] = [
  'name',
  'username',
  'extension',
  'number',
  'license',
  'site',
  'email',
  'standing',
]

/** Which columns the list shows: those that the address names, else those this person chose last here, else the usual ones. */
export function useColumns() {
  const { columns } = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const [remembered, remember, forget] = useLocalStorage<string>({
    key: 'offhook.user-columns',
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  const named = (text: string) => userColumnKeys.filter((key) => key === 'name' || text.split(',').includes(key))
  const chosen = columns || remembered
  const choose = (keys: readonly string[]) => {
    const text = named(keys.join(',')).join(',')
    remember(text)
    void navigate({ to: '.', search: (old) => ({ ...old, columns: text }), replace: true })
  }
  const reset = () => {
    forget()
    void navigate({ to: '.', search: (old) => ({ ...old, columns: undefined }), replace: true })
  }
  return { shown: chosen ? named(chosen) : usual, isUsual: !chosen, choose, reset }
}
