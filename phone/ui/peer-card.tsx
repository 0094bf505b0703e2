import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Peer } from '../call/call-state.ts'
import { nameOf } from '../call/call-words.ts'
import { Face } from './face.tsx'
import { PeerNumber } from './peer-number.tsx'
import classes from './phone.module.css'

interface PeerCardProps {
  peer: Peer
  size?: number
  /** Ties the name to a dialog. */
  nameId?: string
  children: ReactNode
}

/** The other end, large: face, name, number, and where the call stands. */
export function PeerCard({ peer, size = 96, nameId, children }: PeerCardProps) {
  return (
    <div className={classes.person}>
      <Face peer={peer} size={size} />
      <h2 className={classes.name} dir="auto" id={nameId}>
        {peer.name === null && peer.number ? <PeerNumber number={peer.number} /> : nameOf(peer)}
      </h2>
      {peer.name !== null && peer.number && (
        <Text size="lg">
          <PeerNumber number={peer.number} />
        </Text>
      )}
      {children}
    </div>
  )
}
