import { Button, CopyButton, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { endpoints } from '../../../contract/api/endpoints.ts'
import { answerOf } from '../../../web/answers.ts'
import { styleNonce } from '../../../web/strict-csp.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/console-icons.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { Time } from '../../ui/time.tsx'
import { usePanelId } from '../../ui/use-panel-id.ts'
import { firstLink, mailDocument } from './mail-document.ts'

/** One mail, as its reader sees it. */
export function MailPanel() {
  const id = usePanelId()
  const { data: mail } = useSuspenseQuery(answerOf(endpoints.getInboxMail, { params: { id } }))
  const navigate = useNavigate()
  const [part, setPart] = useState<'html' | 'text'>('html')
  const link = firstLink(mail.text)
  return (
    <SidePanel title={mail.subject} onClose={() => void navigate({ to: paths.inbox })}>
      <Stack>
        <Text size="sm" c="dimmed">
          To {mail.to} · <Time at={mail.at} />
        </Text>
        {link && (
          <Stack gap={6}>
            <Group gap="xs">
              <Button component="a" href={link} target="_blank" rel="noreferrer" leftSection={<Icon name="external" />}>
                Open the link of this mail
              </Button>
              <CopyButton value={link} timeout={2000}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? 'Copied' : 'Copy the link'}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Text size="xs" c="dimmed">
              Setting the password there signs this browser in as that person. To stay an administrator, copy the link
              into a private window.
            </Text>
          </Stack>
        )}
        <SegmentedControl
          aria-label="Part of the mail"
          value={part}
          onChange={setPart}
          data={[
            { value: 'html', label: 'As shown' },
            { value: 'text', label: 'Plain text' },
          ]}
        />
        {part === 'html' ? (
          <iframe
            title="The mail"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcDoc={mailDocument(mail.html, styleNonce())}
            style={{
              width: '100%',
              height: 'max(420px, 60vh)',
              border: '1px solid var(--offhook-line)',
              borderRadius: 8,
              background: '#fff',
            }}
          />
        ) : (
          <Text
            component="pre"
            size="sm"
            dir="auto"
            style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
            ff="monospace"
          >
            {mail.text}
          </Text>
        )}
      </Stack>
    </SidePanel>
  )
}
