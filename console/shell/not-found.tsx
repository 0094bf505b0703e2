import { Stack, Text, Title } from '@mantine/core'
import { paths } from '../paths.ts'
import { AnchorLink } from '../ui/links.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Stack component="main" p="lg" align="flex-start">
      <Title order={1}>There is no such page</Title>
      <Text>The address may be mistyped, or it belonged to something that was deleted.</Text>
      <AnchorLink to={paths.home}>Go to Home</AnchorLink>
    </Stack>
  )
}
