import { useRouter } from '@tanstack/react-router'
import { PageFailure } from '../shell/page-failure.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { SidePanel } from './side-panel.tsx'

/** What a panel's route shows while its answer is on the way. */
export function PanelPending() {
  const router = useRouter()
  return (
    <SidePanel title="Loading" onClose={() => router.history.back()}>
      <PageSkeleton />
    </SidePanel>
  )
}

/** What a panel's route shows when its answer did not come. */
export function PanelFailure({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <SidePanel title="Not shown" onClose={() => router.history.back()}>
      <PageFailure error={error} />
    </SidePanel>
  )
}
