import { Kbd, Modal, Text, TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { Icon } from '../ui/console-icons.tsx'
import classes from './admin-shell.module.css'
import { type Finding, useFindings } from './use-findings.ts'

const shortcut = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K'

/** Finds people, numbers, pages and actions from anywhere: ⌘K or Ctrl K. */
export function Finder() {
  const [isOpen, { open, close }] = useDisclosure()
  useHotkeys([['mod+K', open]], [])
  return (
    <>
      <UnstyledButton className={classes.findButton} onClick={open} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" size={16} />
        <span className={classes.findWords}>Find anything</span>
        <Kbd size="xs" visibleFrom="md">
          {shortcut}
        </Kbd>
      </UnstyledButton>
      <Modal
        opened={isOpen}
        onClose={close}
        withCloseButton={false}
        size="lg"
        yOffset="12vh"
        centered={false}
        attributes={{ content: { 'aria-label': 'Find anything' } }}
      >
        <FinderBox onChosen={close} />
      </Modal>
    </>
  )
}

function FinderBox({ onChosen }: { onChosen: () => void }) {
  const navigate = useNavigate()
  const listId = useId()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const findings = useFindings(words)
  const chosen = Math.min(at, findings.length - 1)
  const follow = (finding: Finding | undefined) => {
    if (!finding) return
    onChosen()
    if ('href' in finding) location.assign(finding.href)
    else void navigate(finding.link)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt(Math.max(0, Math.min(findings.length - 1, chosen + step)))
    if (event.key === 'Enter') follow(findings[chosen])
    if (step || event.key === 'Enter') event.preventDefault()
  }
  return (
    <>
      <TextInput
        data-autofocus
        size="md"
        placeholder="A name, number, page or action"
        aria-label="Find anything"
        role="combobox"
        aria-expanded={findings.length > 0}
        aria-controls={listId}
        aria-activedescendant={findings[chosen] ? `${listId}-${chosen}` : undefined}
        leftSection={<Icon name="search" />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <VisuallyHidden role="status">
        {findings.length === 0 ? 'Nothing found' : `${findings.length} found`}
      </VisuallyHidden>
      <div className={classes.found} role="listbox" id={listId} aria-label="Found">
        {findings.map((finding, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the search field
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the search field
          <div
            key={`${finding.label} ${finding.hint}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={classes.option}
            onMouseMove={() => setAt(index)}
            onClick={() => follow(finding)}
            ref={(element) => {
              if (index === chosen) element?.scrollIntoView({ block: 'nearest' })
            }}
          >
            <Icon name={finding.icon} />
            <Text span size="sm" dir="auto" miw={0} style={{ overflowWrap: 'anywhere' }}>
              {finding.label}
            </Text>
            <Text span size="xs" c="dimmed" ml="auto" ta="end" style={{ flexShrink: 0, maxWidth: '45%' }}>
              {finding.hint}
            </Text>
          </div>
        ))}
      </div>
      {findings.length === 0 && (
        <Text c="dimmed" size="sm" p="sm">
          Nothing is called “{words}”. Try the beginning of a name, an extension, or some digits of a number.
        </Text>
      )}
    </>
  )
}
