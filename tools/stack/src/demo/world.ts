/** What the simulator tells of its world at `GET /world`, as far as the demo needs it. Our own program, same commit. */
export interface World {
  readonly trucks: readonly WorldTruck[];
  readonly places: readonly WorldPlace[];
  readonly organizations: readonly { readonly name: string; readonly type: 'transporter' | 'client' }[];
  /** Place key → name of the client whose place it is. */
  readonly clientsByPlace: Readonly<Record<string, string>>;
}

export interface WorldTruck {
  readonly plate: string;
  readonly imei: string;
  readonly loconavVehicleId: string;
  readonly brand: string;
  readonly trailerSize: string;
  readonly transporter: string;
  readonly driver: { readonly name: string; readonly phone: string };
  /** The round under way and those that follow, by place keys and RFC 3339 times. */
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly pickup: string;
  readonly delivery: string;
  readonly emptyReturn: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface WorldPlace {
  readonly key: string;
  readonly name: string;
  readonly type: 'terminal' | 'client' | 'depot';
  readonly lat: number;
  readonly lon: number;
  readonly radiusM: number;
  readonly address: string;
  readonly city: string;
  readonly state: string;
}
