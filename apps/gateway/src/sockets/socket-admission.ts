import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@watch-tower/bootstrap';
import { ProblemError } from '@watch-tower/errors';
import type { Socket } from 'socket.io';
import type { GatewayConfig } from '../config.js';
import { AccessTokens, type Caller } from '../sign-in/access-tokens.js';

type Admitted = { caller: Caller; expiry: NodeJS.Timeout };

export type Acknowledgement = { ok: boolean; code?: string };

/** Who may be connected, and until when: as long as the access token of the handshake or a renewed one. */
@Injectable()
export class SocketAdmission {
  private readonly admitted = new WeakMap<Socket, Admitted>();
  private readonly socketsOf = new Map<string, number>();

  constructor(
    private readonly tokens: AccessTokens,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'socketsPerUserMax'>,
  ) {}

  /** Middleware of a namespace; a refused client gets the problem's code as the error's message. */
  admit = (socket: Socket, next: (error?: Error) => void): void => {
    this.verify(socket).then(
      () => next(),
      (error: unknown) => next(new Error(error instanceof ProblemError ? error.code : 'internal')),
    );
  };

  /** Counts a connected socket until it goes, and cuts it off when its token expires. */
  keep(socket: Socket): void {
    const { caller } = this.of(socket);
    this.socketsOf.set(caller.id, this.count(caller.id) + 1);
    socket.once('disconnect', () => {
      clearTimeout(this.of(socket).expiry);
      const left = this.count(caller.id) - 1;
      if (left > 0) this.socketsOf.set(caller.id, left);
      else this.socketsOf.delete(caller.id);
    });
  }

  /** Goes on with a newer token of the same person. */
  async refresh(socket: Socket, token: unknown): Promise<Acknowledgement> {
    try {
      const caller = await this.tokens.verify(typeof token === 'string' ? token : '');
      const known = this.of(socket);
      if (caller.id !== known.caller.id) return { ok: false, code: 'forbidden' };
      clearTimeout(known.expiry);
      if (socket.connected) this.admitted.set(socket, { caller, expiry: this.expiryOf(socket, caller) });
      return { ok: true };
    } catch (error) {
      if (error instanceof ProblemError) return { ok: false, code: error.code };
      throw error;
    }
  }

  private async verify(socket: Socket): Promise<void> {
    const token: unknown = socket.handshake.auth['token'];
    const caller = await this.tokens.verify(typeof token === 'string' ? token : '');
    if (this.count(caller.id) >= this.config.socketsPerUserMax) {
      throw new ProblemError('too_many', 'too_many_sockets', 'This user has too many connections.');
    }
    this.admitted.set(socket, { caller, expiry: this.expiryOf(socket, caller) });
  }

  private expiryOf(socket: Socket, { expiresAt }: Caller): NodeJS.Timeout {
    return setTimeout(() => socket.disconnect(true), expiresAt.getTime() - Date.now()).unref();
  }

  private count(userId: string): number {
    return this.socketsOf.get(userId) ?? 0;
  }

  private of(socket: Socket): Admitted {
    const known = this.admitted.get(socket);
    if (known === undefined) throw new Error('a socket is connected that was never admitted');
    return known;
  }
}
