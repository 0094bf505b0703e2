import { Text } from '@mantine/core'
import type { UserView } from '../../../contract/api/users.ts'
import { useFormattedNumber } from '../../../web/formatted-number.ts'
import { paths } from '../../paths.ts'
import { AnchorLink } from '../../ui/links.tsx'

type Ported = UserView['portingIn'][number]

/** Numbers on their way to a person, each with the one that rings until then. */
export function PortingNote({ portingIn }: Pick<UserView, 'portingIn'>) {
  return portingIn.map((one) => <Line key={one.e164} ported={one} />)
}

function Line({ ported: { e164, display, temporaryNumber } }: { ported: Ported }) {
  const temporary = useFormattedNumber(temporaryNumber)
  return (
    <Text size="sm">
      <AnchorLink to={paths.number} params={{ number: e164 }} size="sm">
        {display}
      </AnchorLink>{' '}
      is being ported; {temporary} rings until it is here.
    </Text>
  )
}
