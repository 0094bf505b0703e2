import { Suspense } from 'react'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { ForwardingSection } from './forwarding/forwarding-section.tsx'
import { CallerIdSection } from './sections/caller-id-section.tsx'
import { CallingSection } from './sections/calling-section.tsx'
import { PageSection } from './sections/page-section.tsx'
import type { PersonProps } from './sections/person-props.ts'
import { ServicesSection } from './sections/services-section.tsx'
import { DirectorySection, EmergencySection, PhoneAppsSection } from './sections/small-sections.tsx'
import { VoiceSection } from './sections/voice-section.tsx'
import { UserFormBody } from './user-form-body.tsx'

/** All that is saved with one Save, section by section. */
export function UserFormSections(props: PersonProps) {
  return (
    <>
      <PageSection id="basic">
        <UserFormBody form={props.form} sites={props.sites} isNew={false} />
      </PageSection>
      <PageSection id="services">
        <ServicesSection {...props} />
      </PageSection>
      <PageSection id="voice">
        <Suspense fallback={<PageSkeleton />}>
          <VoiceSection {...props} />
        </Suspense>
      </PageSection>
      <PageSection id="caller-id">
        <CallerIdSection {...props} />
      </PageSection>
      <PageSection id="forwarding">
        <ForwardingSection {...props} />
      </PageSection>
      <PageSection id="calling">
        <CallingSection {...props} />
      </PageSection>
      <PageSection id="emergency">
        <EmergencySection {...props} />
      </PageSection>
      <PageSection id="apps">
        <PhoneAppsSection {...props} />
      </PageSection>
      <PageSection id="directory">
        <DirectorySection {...props} />
      </PageSection>
    </>
  )
}
