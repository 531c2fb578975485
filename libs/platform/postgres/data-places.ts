import { join, resolve } from 'node:path';

/** Where embedded PostgreSQL and its supervisor keep their files in a data directory. */
export interface DataPlaces {
  dataDirectory: string;
  run: string;
  /** Control port, secret and process of the running supervisor. */
  address: string;
  /** Held by the one supervisor of this data directory. */
  lock: string;
  /** The program that serves this data directory, and where it answers. */
  server: string;
  /** The port PostgreSQL had last; kept, so that a pool survives a new supervisor. */
  port: string;
  logs: string;
  supervisorLog: string;
  postgresLog: string;
  password: string;
  /** Belongs to the user PostgreSQL runs as, and holds nothing but the cluster. */
  home: string;
  cluster: string;
}

export function placesIn(dataDirectory: string): DataPlaces {
  const root = resolve(dataDirectory);
  const run = join(root, 'run');
  const logs = join(root, 'logs');
  const home = join(root, 'postgres');
  return {
    dataDirectory: root,
    run,
    address: join(run, 'supervisor.json'),
    lock: join(run, 'supervisor.lock'),
    server: join(run, 'server.json'),
    port: join(run, 'postgres.port'),
    logs,
    supervisorLog: join(logs, 'supervisor.log'),
    postgresLog: join(logs, 'postgres.log'),
    password: join(root, 'postgres.password'),
    home,
    cluster: join(home, 'cluster'),
  };
}
