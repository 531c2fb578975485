import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot, readConfig } from '@libs/platform/config';

const folder = join(packageRoot(), 'docker');
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

interface Service {
  image: string;
  environment?: Record<string, string>;
  ports?: string[];
  networks?: string[];
  volumes?: string[];
  depends_on?: Record<string, unknown> | string[];
}
interface Compose {
  services: Record<string, Service>;
  volumes?: Record<string, unknown>;
  networks?: Record<string, { ipam: { config: { subnet: string }[] } }>;
}

const files = readdirSync(folder).filter((name) => /^compose.*\.yml$/.test(name));
const compose = (name: string) => parse(text(name)) as Compose;
const password = 'Zk3-vN8qLx0_TfWm4RbY';
const addresses = Object.fromEntries(
  ['', 'IDENTITY_', 'MIGRATION_', 'QUEUE_', 'BACKUP_'].map((part) => {
    const login = part === '' ? 'runtime' : part.slice(0, -1).toLowerCase();
    return [`DATABASE_${part}URL`, `postgresql://plumbline_${login}:${password}@postgres:5432/plumbline`];
  }),
);

describe('the containers', () => {
  it.each(files)('name what they use, hold no secret and open no port that is not meant: %s', (name) => {
    const { services, volumes = {} } = compose(name);
    const known = { ...compose('compose.yml').volumes, ...volumes };
    for (const service of Object.values(services)) {
      if (service.image && !service.image.startsWith('plumbline')) expect(service.image).toMatch(/^[a-z]+:[\w.-]*\d/);
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (!source.startsWith('.')) expect(known).toHaveProperty(source);
      }
      for (const value of Object.values(service.environment ?? {})) {
        if (/password/i.test(value)) expect(value).toMatch(/^\$\{[A-Z_]+:\?/);
      }
      for (const port of service.ports ?? []) {
        expect(port.startsWith('127.0.0.1:') || ['80:80', '443:443'].includes(port)).toBe(true);
      }
    }
    expect(text(name)).not.toMatch(/postgresql:\/\/[^\s]*:[^\s@]+@/);
  });

  it('give the server settings that it takes', () => {
    const { services, networks } = compose('compose.yml');
    const environment = Object.fromEntries(
      Object.entries(services.server!.environment!).map(([name, value]) => [
        name,
        value.replace(/\$\{DOMAIN:\?[^}]*\}/, 'plumbline.example'),
      ]),
    );
    const settings = readFileSync(join(packageRoot(), '.env.example'), 'utf8');
    for (const name of Object.keys(environment)) expect(settings).toContain(`\n${name}=`);
    const config = readConfig({ ...environment, ...addresses });
    expect(config).toMatchObject({ mode: 'production', publicUrl: 'https://plumbline.example', demo: false });
    expect(config.trustedProxies).toEqual([networks!.inside!.ipam.config[0]!.subnet]);
  });

  it('hold what the programs look for, and run as an ordinary user', () => {
    const dockerfile = text('Dockerfile');
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    for (const needed of ['package.json', 'nest-cli.json', 'node_modules', 'dist', 'libs']) {
      expect(last).toMatch(new RegExp(`COPY --from=build .*/app/${needed.replace('.', '\\.')}`));
    }
    expect(last).toMatch(/^USER node$/m);
    expect(last).not.toMatch(/fonts?-|fontconfig/);
    expect(text('pooler.Dockerfile')).toMatch(/^USER postgres$/m);
  });

  it('send to the pooler only what may go through it, in transaction mode', () => {
    const settings = Object.fromEntries(
      [...text('pgbouncer.ini').matchAll(/^(\w+) = (.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(settings).toMatchObject({ pool_mode: 'transaction', auth_type: 'scram-sha-256', listen_port: '6432' });
    expect(settings).not.toHaveProperty('ignore_startup_parameters');
    const { services } = compose('compose.scale.yml');
    expect(Object.keys(services)).toEqual(['pooler', 'server']);
    expect(text('Caddyfile')).toMatch(/name server\s+port 4400/);
  });
});
