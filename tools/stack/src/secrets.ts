import { randomInt } from 'node:crypto';
import { readMap, writeJson } from './files.js';
import type { LocalPaths } from './paths.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random values of one installation, made when first asked for and kept in `.local/secrets.json` (0600). */
export class Secrets {
  private constructor(
    private readonly file: string,
    private readonly values: Map<string, string>,
  ) {}

  static async open(paths: LocalPaths): Promise<Secrets> {
    return new Secrets(
      paths.secretsFile,
      await readMap(paths.secretsFile, (value) => typeof value === 'string'),
    );
  }

  /** 32 letters and digits: 190 bits, and easy to copy. */
  async get(name: string): Promise<string> {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    const made = Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join('');
    this.values.set(name, made);
    await writeJson(this.file, Object.fromEntries(this.values));
    return made;
  }
}
