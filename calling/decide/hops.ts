/** A call is forwarded so many times at most. */
export const mostHops = 5
