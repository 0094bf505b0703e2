import { Container, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { BrandMark } from '../../web/brand-mark.tsx'
import { ColorSchemeToggle } from '../../web/color-scheme-toggle.tsx'
import { useTitle } from './use-title.ts'

interface PublicPageProps {
  title: string
  lead?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** A page for whoever is not signed in yet. */
export function PublicPage({ title, lead, wide = false, children }: PublicPageProps) {
  useTitle(title)
  return (
    <Container component="main" size={wide ? 720 : 440} px="md" py={{ base: 'lg', sm: 56 }}>
      <Group justify="space-between" mb="lg">
        <Group gap="xs">
          <BrandMark size={28} />
          <Text fw={650}>Offhook</Text>
        </Group>
        <ColorSchemeToggle />
      </Group>
      <Paper withBorder radius="lg" p={{ base: 'md', sm: 'xl' }}>
        <Stack gap="xs" mb="lg">
          <Title order={1} dir="auto">
            {title}
          </Title>
          {lead && <Text c="dimmed">{lead}</Text>}
        </Stack>
        {children}
      </Paper>
    </Container>
  )
}
