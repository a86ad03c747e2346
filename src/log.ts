/** Where the pipeline says what it does. The runner's edge prints it; tests collect it. */
export interface Log {
  info(text: string): void;
  debug(text: string): void;
  notice(text: string, title?: string): void;
  warning(text: string, title?: string): void;
  error(text: string, title?: string): void;
  /** a phase, folded in the runner's log */
  group<T>(name: string, work: () => Promise<T>): Promise<T>;
}
