import { Group, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { LicenseDetail } from '../../../contract/api/licenses.ts'

/** How a pool stands, when it runs out, and whether it is enough for the people who come next. */
export function LicenseFigures({ license }: { license: LicenseDetail }) {
  const { owned, used, free, suspended, forecast } = license
  const figures = { Owned: owned, 'In use': used, Free: free, 'Held while suspended': suspended }
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 2, xs: 4 }}>
        {Object.entries(figures).map(([label, amount]) => (
          <div key={label}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text className="tabular">{amount.toLocaleString()}</Text>
          </div>
        ))}
      </SimpleGrid>
      <Text size="sm">{forecast.sentence}</Text>
      <EnoughFor license={license} />
    </Stack>
  )
}

function EnoughFor({ license: { name, free, suspended } }: { license: LicenseDetail }) {
  const [people, setPeople] = useState<number | string>('')
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput
        label="Enough for how many more people?"
        placeholder="200"
        min={1}
        max={1_000_000}
        w={320}
        allowDecimal={false}
        thousandSeparator=" "
        value={people}
        onChange={setPeople}
        // It stands in the form of the licence, which it must not send.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <Text size="sm" pb={8} aria-live="polite">
        {typeof people === 'number' && people > 0 && enoughText(name, people, free, suspended)}
      </Text>
    </Group>
  )
}

function enoughText(name: string, people: number, free: number, suspended: number): string {
  const short = people - free
  if (short <= 0) return `Yes: ${(free - people).toLocaleString()} would be left.`
  const reclaim = Math.min(short, suspended)
  const help = reclaim > 0 ? ` ${reclaim.toLocaleString()} of them can be reclaimed.` : ''
  return `No: ${short.toLocaleString()} more ${name} would be needed.${help}`
}
