/** The timers of RFC 3261 §17 and Appendix A, in milliseconds. */
export const timers = {
  /** Round-trip estimate: first retransmission. */
  t1: 500,
  /** Longest gap between retransmissions. */
  t2: 4_000,
  /** How long a message can live in the network. */
  t4: 5_000,
  /** 64 × T1: when a transaction gives up (B, F, H), and how long a finished one is remembered (D, J, L, M). */
  giveUp: 32_000,
  /** How long a cancelled INVITE waits for a first sign of life: after that nobody will CANCEL it. */
  silence: 4_000,
  /** Timer C (RFC 3261 §16.6): how long an INVITE may go on ringing without any sign. */
  ringing: 181_000,
} as const
