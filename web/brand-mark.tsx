/** A handset lifted off its hook. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="var(--mantine-color-ink-8)" />
      <g transform="rotate(-18 12 9.5)">
        <path
          d="M5.6 11.2c-.6-4 2.4-6.4 6.4-6.4s7 2.4 6.4 6.4c-.1.6-.5.9-1.1.9h-1.6c-.6 0-1-.4-1.1-1l-.2-1.3c-1.5-.5-3.3-.5-4.8 0l-.2 1.3c-.1.6-.5 1-1.1 1H6.7c-.6 0-1-.3-1.1-.9Z"
          fill="#fff"
        />
      </g>
      <path d="M6 18.2h12" stroke="#b9c6ef" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
