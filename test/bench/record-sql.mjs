// Preloaded into a server (`node --import`): writes every statement that the runtime login sends, with its parameters as
// they go over the wire, as JSON lines to the file that RECORD_SQL_TO names. `together` marks a statement that left
// before the answer to the one before it was there.
import { openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const pg = require('pg');
const { prepareValue } = require('pg/lib/utils');

const file = openSync(process.env.RECORD_SQL_TO, 'a');
const send = pg.Client.prototype.query;

const onTheWire = (value) => {
  const prepared = prepareValue(value);
  return Buffer.isBuffer(prepared) ? { base64: prepared.toString('base64') } : prepared;
};

const unanswered = new WeakMap();

pg.Client.prototype.query = function query(config, values, ...rest) {
  const sent = send.call(this, config, values, ...rest);
  if (this.connectionParameters.user !== 'plumbline_runtime') return sent;
  const text = typeof config === 'string' ? config : config.text;
  const given = (Array.isArray(values) ? values : config.values) ?? [];
  const before = unanswered.get(this) ?? 0;
  writeSync(file, `${JSON.stringify({ text, values: given.map(onTheWire), together: before > 0 })}\n`);
  if (typeof sent?.then === 'function') {
    unanswered.set(this, before + 1);
    const answered = () => unanswered.set(this, unanswered.get(this) - 1);
    sent.then(answered, answered);
  }
  return sent;
};
