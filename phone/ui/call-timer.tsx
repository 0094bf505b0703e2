import { useEffect, useState } from 'react'
import { clock } from '../call/call-words.ts'

/** How long a call has been on, counting. */
export function CallTimer({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return (
    <span role="timer" className="tabular">
      {clock((now - since) / 1000)}
    </span>
  )
}
