/** How far something large has come. */
export interface Progress {
  readonly phase: 'reading' | 'planning' | 'writing' | 'recording'
  readonly done: number
  readonly total: number
}

/** Told now and then while something large goes on. */
export type Report = (progress: Progress) => void

/** For whom nobody waits. */
export const unreported: Report = () => {}
