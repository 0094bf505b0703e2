import { useFormattedNumber } from '../../web/formatted-number.ts'

/** A number as people write it; always left to right, also in a right-to-left name's company. */
export function PeerNumber({ number }: { number: string }) {
  return (
    <span dir="ltr" className="tabular">
      {useFormattedNumber(number)}
    </span>
  )
}
