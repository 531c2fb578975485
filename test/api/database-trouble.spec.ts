import { withClient } from '@libs/platform/database';
import { TestApp, type Answer, type Person } from '../support/test-app.ts';

let server: TestApp;
let lead: Person;

beforeAll(async () => {
  server = await TestApp.start();
  lead = (await server.workspace('ours')).lead;
}, 60_000);
afterAll(() => server.close());

/** Reads while somebody holds the table, and lets the administrator act on the backends that wait for it. */
function readAgainstALock(act: string): Promise<Answer> {
  return withClient(server.database.adminUrl, async (admin) => {
    await admin.query('begin');
    await admin.query('lock table app.organisation in access exclusive mode');
    const reading = lead.get('organisations');
    const waiting = `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    for (let tries = 0; tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const acted = await admin.query(`select ${act} from (${waiting}) as waiting`);
      if (acted.rowCount) break;
    }
    const answer = await reading;
    await admin.query('rollback');
    return answer;
  });
}

describe('a database in trouble', () => {
  it.each([
    ['a statement that is ended for its time', 'pg_cancel_backend(pid)', 'too_slow'],
    ['a connection that is ended', 'pg_terminate_backend(pid)', 'database_down'],
    ['a lock that is not given in time', 'pid', 'busy'],
  ])('is answered 503 with a time to try again, and then all is well: %s', async (_, act, code) => {
    const answer = await readAgainstALock(act);
    expect({ status: answer.status, code: answer.body.code, type: answer.headers['content-type'] }).toEqual({
      status: 503,
      code,
      type: 'application/problem+json; charset=utf-8',
    });
    expect(answer.headers['retry-after']).toBe('1');
    expect((await lead.get('organisations')).status).toBe(200);
  });

  it('is told of in the description of the API', async () => {
    const { paths } = (await server.anonymous('GET', '/api/openapi.json')).body;
    const listed = (path: string) => '503' in paths[path].get.responses;
    expect(listed('/api/workspaces/{workspace}/organisations')).toBe(true);
    expect(listed('/api/me')).toBe(true);
    expect(listed('/api/health/live')).toBe(false);
  });
});
