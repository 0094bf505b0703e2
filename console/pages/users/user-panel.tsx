import { Stack } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import type { UserView } from '../../../contract/api/users.ts'
import { answerOf } from '../../../web/answers.ts'
import { DiscardDialog } from '../../form/discard-dialog.tsx'
import { paths } from '../../paths.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { CallList } from '../calls/call-list.tsx'
import { ConflictCard } from './draft/conflict-card.tsx'
import { UnsavedNote } from './draft/unsaved-note.tsx'
import { keptFilters } from './kept-filters.ts'
import { ReadinessList } from './readiness-list.tsx'
import { SaveBar } from './save-bar.tsx'
import { HistorySection } from './sections/history-section.tsx'
import { JumpMenu } from './sections/jump-menu.tsx'
import classes from './sections/page-section.module.css'
import { PageSection } from './sections/page-section.tsx'
import { wrongSections } from './sections/wrong-sections.ts'
import { useUserPage } from './use-user-page.ts'
import { UserFacts } from './user-facts.tsx'
import { UserFormSections } from './user-form-sections.tsx'
import { UserHead } from './user-head.tsx'
import { UserMail } from './user-mail.tsx'

/** One person, over the list or on a page of its own: everything about them, and how they stand. */
export function UserPanel() {
  const id = usePanelId()
  const { data: user } = useSuspenseQuery(answerOf(endpoints.getUser, { params: { id } }))
  return <UserPage key={id} user={user} />
}

function UserPage({ user }: { user: UserView }) {
  const navigate = useNavigate()
  const { full } = useSearch({ from: '__root__' })
  const { form, merging, kept, sites, licenses, discard, hasConflict } = useUserPage(user)
  const formId = `user-${user.id}`
  const isFull = full !== undefined
  const isGone = user.state === 'deleted'
  return (
    <SidePanel
      title={`${user.firstName} ${user.lastName}`}
      onClose={() => void navigate({ to: paths.users, search: keptFilters })}
      isWide
      full={{
        isOn: isFull,
        toggle: () => void navigate({ to: '.', search: (old) => ({ ...old, full: isFull ? undefined : 'page' }) }),
      }}
      footer={
        !isGone && (
          <SaveBar form={form} formId={formId} hasConflict={hasConflict} note={merging.note} onDiscard={discard} />
        )
      }
    >
      <div className={classes.page}>
        <JumpMenu wrong={wrongSections(form.errors.map(([field]) => field))} />
        <div>
          <Stack mt="md">
            <UserHead user={user} />
          </Stack>
          <div className={classes.notes}>
            {kept.waiting && <UnsavedNote kept={kept.waiting} onContinue={kept.goOn} onDiscard={kept.discard} />}
            {hasConflict && (
              <ConflictCard
                userId={user.id}
                clashes={merging.clashes}
                sites={sites}
                licenses={licenses}
                onMine={merging.keepMine}
                onTheirs={merging.takeTheirs}
              />
            )}
          </div>
          <form id={formId} onSubmit={form.submit} noValidate>
            <fieldset className={classes.plain} disabled={isGone}>
              <UserFormSections form={form} user={user} sites={sites} licenses={licenses} />
            </fieldset>
          </form>
          <PageSection id="readiness">
            <ReadinessList user={user} />
            <UserFacts user={user} />
            <UserMail user={user} />
          </PageSection>
          <PageSection id="calls">
            <Suspense fallback={<PageSkeleton />}>
              <CallList userId={user.id} />
            </Suspense>
          </PageSection>
          <PageSection id="history">
            <HistorySection userId={user.id} />
          </PageSection>
        </div>
      </div>
      <DiscardDialog isDirty={form.isDirty} isOnePath onDiscard={kept.forget} />
    </SidePanel>
  )
}
