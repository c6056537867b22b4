import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from '../errors.js';
import { exists, fillDirectoryOnce } from '../files.js';
import { cacheDir, repositoryDir } from '../paths.js';
import { run, runOrFail } from '../process/run.js';
import { which } from '../process/which.js';
import type { Log } from '../workspace.js';
import { installSystemPackages } from './system-packages.js';

const javaMajorMin = 17;
const pom = join(repositoryDir, 'deploy', 'kafka', 'pom.xml');

export interface KafkaPrograms {
  readonly java: string;
  readonly libsDir: string;
}

/** Java, and the broker's jars: from the cache or, else, fetched there by Maven. */
export async function kafkaPrograms(log: Log): Promise<KafkaPrograms> {
  const java = (await findJava()) ?? (await installJava(log));
  const libsDir = await kafkaLibsDir();
  if (!(await exists(libsDir))) {
    const maven = which('mvn') ?? (await installMaven(log));
    log('Kafka: fetching the broker from Maven Central (44 MB)');
    await fillDirectoryOnce(libsDir, async (draft) => {
      const goal = 'dependency:copy-dependencies';
      await runOrFail('Fetching Kafka from Maven Central', maven, [
        '-q',
        '-B',
        '-f',
        pom,
        goal,
        `-DoutputDirectory=${draft}`,
      ]);
    });
  }
  return { java, libsDir };
}

/** Named by the pom's content: another version in the pom is another folder. */
export async function kafkaLibsDir(): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex')
    .slice(0, 12);
  return join(cacheDir, 'kafka', hash);
}

/** Path of a Java new enough for the broker, or `undefined`. */
export async function findJava(): Promise<string | undefined> {
  const java = which('java');
  if (java === undefined) return undefined;
  const { code, output } = await run(java, ['-version']);
  return code === 0 && javaMajor(output) >= javaMajorMin ? java : undefined;
}

/** From the text of `java -version`: `openjdk version "17.0.15" 2025-04-15` → 17; 0 where it says nothing of the kind. */
export function javaMajor(versionText: string): number {
  return Number(/version "(\d+)/.exec(versionText)?.[1] ?? 0);
}

async function installJava(log: Log): Promise<string> {
  const installed = await installSystemPackages(['default-jre-headless'], log);
  const java = installed ? await findJava() : undefined;
  if (java) return java;
  throw new StackError(
    `Kafka needs Java ${javaMajorMin} or newer: install a JRE (Debian: apt-get install default-jre-headless maven).`,
  );
}

async function installMaven(log: Log): Promise<string> {
  const installed = await installSystemPackages(['maven'], log);
  const maven = installed ? which('mvn') : undefined;
  if (maven) return maven;
  throw new StackError('Kafka is fetched by Maven: install it (Debian: apt-get install maven).');
}
