import type { Logger } from '@watch-tower/messaging';

/** What was logged, for those who ask. */
export class Lines implements Logger {
  readonly lines: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  debug = this.#at('debug');
  info = this.#at('info');
  warn = this.#at('warn');
  error = this.#at('error');

  of(level: string, part: string) {
    return this.lines.filter((line) => line.level === level && line.message.includes(part));
  }

  #at(level: string) {
    return (fields: object, message: string): void => {
      this.lines.push({ level, fields: { ...fields }, message });
    };
  }
}
