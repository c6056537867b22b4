/** What a service has to say of itself in `/health/ready`, beside what the platform says. It never decides readiness. */
export class HealthDetails {
  private readonly parts = new Map<string, () => unknown>();

  /** @param read asked whenever somebody looks; it answers at once. */
  add(name: string, read: () => unknown): void {
    this.parts.set(name, read);
  }

  read(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.parts].map(([name, read]) => [name, read()]));
  }
}
