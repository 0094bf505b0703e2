import { Accordion, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ForwardingFields } from './forwarding/forwarding-section.tsx'
import { CallSettings } from './sections/call-settings.tsx'
import { CallerIdFields } from './sections/caller-id-section.tsx'
import { CallingFields } from './sections/calling-section.tsx'
import type { PersonProps } from './sections/person-props.ts'
import { type SectionId, sectionList } from './sections/section-list.ts'
import { DirectorySection, EmergencySection } from './sections/small-sections.tsx'
import { wrongSections } from './sections/wrong-sections.ts'

/** The settings that usually stay as they are for somebody new, each behind its name. */
export function MoreServices(props: PersonProps) {
  const parts: readonly (readonly [SectionId, ReactNode])[] = [
    ['voice', <CallSettings key="voice" form={props.form} />],
    ['caller-id', <CallerIdFields key="caller-id" {...props} />],
    ['forwarding', <ForwardingFields key="forwarding" {...props} />],
    ['calling', <CallingFields key="calling" {...props} />],
    ['emergency', <EmergencySection key="emergency" {...props} />],
    ['directory', <DirectorySection key="directory" {...props} />],
  ]
  const [open, setOpen] = useState<string[]>([])
  const { errors, isTried } = props.form
  const wrong = isTried ? wrongSections(errors.map(([field]) => field)) : new Set<SectionId>()
  return (
    <Accordion
      chevronSize={14}
      multiple
      variant="separated"
      keepMounted={false}
      order={3}
      value={[...new Set([...open, ...wrong])]}
      onChange={setOpen}
    >
      {parts.map(([id, controls]) => {
        const words = sectionList.find((one) => one.id === id)
        return (
          <Accordion.Item key={id} value={id}>
            <Accordion.Control>
              <Text size="sm" fw={600}>
                {words?.title}
              </Text>
              <Text size="xs" c="dimmed">
                {words?.lead}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Stack>{controls}</Stack>
            </Accordion.Panel>
          </Accordion.Item>
        )
      })}
    </Accordion>
  )
}
