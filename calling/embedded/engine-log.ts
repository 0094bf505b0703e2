/** What the engine needs of a log; pino's has it. */
export interface EngineLog {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}
