// The baseline: Fastify and pg, nothing else. For each route it runs the statements that the product was recorded
// sending for the same request, in the same order in one transaction, and serialises the product's answer anew. It knows
// no sign-in, no permissions, no contracts and builds no views, so it does less than a hand-written handler would.
// Run as a child process with a message { databaseUrl, poolSize, routes }.
import Fastify from 'fastify';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

function valueOf(recorded) {
  return recorded !== null && typeof recorded === 'object' ? Buffer.from(recorded.base64, 'base64') : recorded;
}

/** What a write has to do afresh each time: its own ids, and the short number that the counter gives. */
class Rewriting {
  constructor({ freshIds, freshNumber }) {
    this.replacements = freshIds.map((id) => [id, uuidv7()]);
    this.freshNumber = freshNumber;
  }

  apply(values) {
    if (this.replacements.length === 0) return values;
    return values.map((value) => {
      if (typeof value === 'string') {
        return this.replacements.reduce(
          (text, [from, to]) => (text.includes(from) ? text.replaceAll(from, to) : text),
          value,
        );
      }
      return value;
    });
  }

  note(statement, result) {
    const number = this.freshNumber !== null && statement.countsNumber ? result.rows[0]?.last_number : undefined;
    if (number !== undefined) this.replacements.push([this.freshNumber, String(number)]);
  }
}

async function replay(pool, route) {
  const client = await pool.connect();
  const rewriting = new Rewriting(route);
  try {
    let unanswered = [];
    for (const statement of route.statements) {
      // Statements that the product sent together leave together here too.
      if (!statement.together) {
        await Promise.all(unanswered);
        unanswered = [];
      }
      const answer = client.query(statement.text, rewriting.apply(statement.values));
      unanswered.push(answer.then((result) => rewriting.note(statement, result)));
    }
    await Promise.all(unanswered);
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

process.once('message', async ({ databaseUrl, poolSize, routes }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, pipeline: true });
  pool.on('error', () => undefined);
  const server = Fastify();
  for (const recorded of routes) {
    const statements = recorded.statements.map(({ text, values, together }) => ({
      text,
      together,
      values: values.map(valueOf),
      countsNumber: text.includes('short_number'),
    }));
    const route = { ...recorded, statements };
    server.route({
      method: route.method,
      url: route.path.split('?')[0],
      handler: async (_request, reply) => {
        await replay(pool, route);
        return reply.code(route.status).send(route.answer);
      },
    });
  }
  await server.listen({ port: 0, host: '127.0.0.1' });
  process.send({ port: server.server.address().port });
  process.once('SIGTERM', async () => {
    await server.close();
    await pool.end();
    process.exit(0);
  });
});
