import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page-section.module.css'
import { type SectionId, sectionList } from './section-list.ts'

/** One part of a person's page: its name, a line that says what it does, and its controls. */
export function PageSection({ id, children }: { id: SectionId; children: ReactNode }) {
  const words = sectionList.find((one) => one.id === id)
  const titleId = `section-${id}`
  return (
    <section className={classes.section} data-section={id} aria-labelledby={titleId}>
      <Title order={3} id={titleId} tabIndex={-1} className={classes.title}>
        {words?.title}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {words?.lead}
      </Text>
      <Stack>{children}</Stack>
    </section>
  )
}
