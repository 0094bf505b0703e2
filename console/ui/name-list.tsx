import { Fragment } from 'react'

/** Names one after the other, each in its own direction: one in Hebrew does not turn its neighbours round. */
export function NameList({ names }: { names: readonly string[] }) {
  return names.map((name, index) => (
    // Two people may have the same name.
    // biome-ignore lint/suspicious/noArrayIndexKey: the list is never sorted again
    <Fragment key={index}>
      {index > 0 && ', '}
      <bdi>{name}</bdi>
    </Fragment>
  ))
}
