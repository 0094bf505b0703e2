import { Anchor, type AnchorProps, Button, type ButtonProps, Card, type CardProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'

type Native = Omit<ComponentPropsWithRef<'a'>, 'color' | 'style' | 'href'>

function StyledAnchor(props: AnchorProps & Native) {
  return <Anchor {...props} />
}

function StyledButton(props: ButtonProps & Native) {
  return <Button component="a" {...props} />
}

function StyledCard(props: CardProps & Native) {
  return <Card component="a" {...props} />
}

/** A link to a page of the console. */
export const AnchorLink = createLink(StyledAnchor)

/** A link that looks like a button: it leads to where something is done. */
export const ButtonLink = createLink(StyledButton)

/** A card that is a link as a whole. */
export const CardLink = createLink(StyledCard)
