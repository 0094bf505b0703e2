import { useQuery } from '@tanstack/react-query'

/** Writes an E.164 number as people do; leaves anything else as it is. The metadata is a chunk of its own, loaded when first needed. */
export function useFormattedNumber(number: string): string {
  const isE164 = /^\+\d{7,15}$/.test(number)
  const { data } = useQuery({
    queryKey: ['phone-number-metadata'],
    queryFn: async () => (await import('libphonenumber-js/min')).parsePhoneNumberFromString,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isE164,
  })
  return (isE164 && data?.(number)?.formatInternational()) || number
}
