import { Skeleton, Stack } from '@mantine/core'

/** What stands where a page or panel is about to be. */
export function PageSkeleton() {
  return (
    <Stack aria-busy="true" aria-label="Loading" role="status" p="md" gap="sm">
      <Skeleton height={28} width="30%" />
      {[90, 75, 82, 60].map((width) => (
        <Skeleton key={width} height={18} width={`${width}%`} />
      ))}
    </Stack>
  )
}
