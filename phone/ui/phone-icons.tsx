/** The shapes of the phone, on a grid of 24, drawn with a line of 2. */
const shapes = {
  handset:
    'M6.5 3.5h2.6l1.7 4.2-2.1 1.6a11.5 11.5 0 0 0 6 6l1.6-2.1 4.2 1.7v2.6a2 2 0 0 1-2.1 2A16.6 16.6 0 0 1 4.5 5.6a2 2 0 0 1 2-2.1Z',
  hangUp:
    'M3.2 14.6c-1-2.7.6-4.6 2.7-5.6a14.6 14.6 0 0 1 12.2 0c2.1 1 3.7 2.9 2.7 5.6l-4.3-.9-.4-2.6a11.8 11.8 0 0 0-8.2 0l-.4 2.6-4.3.9Z',
  microphone: 'M12 3.5a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5ZM6 11a6 6 0 0 0 12 0M12 17v3.5',
  microphoneOff:
    'M9.5 9.5V11a2.5 2.5 0 0 0 4.1 1.9M14.5 9.5V6a2.5 2.5 0 0 0-4.8-1M6 11a6 6 0 0 0 9.6 4.8M18 11c0 .9-.2 1.7-.5 2.5M12 17v3.5M4 4l16 16',
  pause: 'M8.5 5v14M15.5 5v14',
  play: 'M7.5 4.5v15l11.5-7.5-11.5-7.5Z',
  keypad: 'M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 19.5c0-3 2.7-5 6-5s6 2 6 5M15.5 4.9a3.5 3.5 0 0 1 0 6.2M17.5 15c2 .7 3.5 2.3 3.5 4.5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20',
  erase: 'M9 5.5h10.5v13H9L3.5 12 9 5.5ZM12 9.5l5 5M17 9.5l-5 5',
  incoming: 'M18 6 7 17M7 9v8h8',
  outgoing: 'M6 18 17 7M9 7h8v8',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10.5v10.5H9zM5 15H4.5V4.5H15V5',
  check: 'M5 12.5 10 17.5 19.5 7',
  swap: 'M7 4 3.5 7.5 7 11M3.5 7.5H17M17 13l3.5 3.5L17 20M20.5 16.5H7',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 20.5h4',
  install: 'M12 3.5v11M7.5 10 12 14.5 16.5 10M4.5 19.5h15',
} as const

export type PhoneIconName = keyof typeof shapes | 'hangUp'

/** A picture beside words or inside a labelled button; it says nothing to a screen reader. */
export function PhoneIcon({ name, size = 20 }: { name: PhoneIconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'keypad' ? 3 : 2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {name === 'hangUp' ? <path d={shapes.handset} transform="rotate(135 12 12)" /> : <path d={shapes[name]} />}
    </svg>
  )
}
