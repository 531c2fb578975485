import { HttpException } from '@nestjs/common';
import { knownError } from './index.ts';

const said = (message: string, code?: string) => Object.assign(new Error(message), code && { code });
const answerTo = (error: unknown) => {
  const known = knownError(error);
  return known && { status: known.status, code: known.code };
};

describe('an error of the database', () => {
  it.each([
    ['a statement over its time', said('canceling statement due to statement timeout', '57014'), 'too_slow'],
    ['a lock that is not given in time', said('canceling statement due to lock timeout', '55P03'), 'busy'],
    ['a deadlock', said('deadlock detected', '40P01'), 'busy'],
    ['a server that stops', said('terminating connection due to administrator command', '57P01'), 'database_down'],
    ['a server that crashed', said('terminating connection because of crash', '57P02'), 'database_down'],
    ['a server that starts', said('the database system is starting up', '57P03'), 'database_down'],
    ['a lost connection', said('connection failure', '08006'), 'database_down'],
    ['no connection left', said('sorry, too many clients already', '53300'), 'database_down'],
    ['no server', said('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'), 'database_down'],
    ['a server that is not reached', said('connect ETIMEDOUT 10.0.0.1:5432', 'ETIMEDOUT'), 'database_down'],
    ['a name that is not resolved', said('getaddrinfo EAI_AGAIN db', 'EAI_AGAIN'), 'database_down'],
    ['a cut connection', said('Connection terminated unexpectedly'), 'database_down'],
    ['a driver that gave up', said('timeout expired'), 'database_down'],
    ['a pool without a free connection', said('timeout exceeded when trying to connect'), 'database_down'],
    ['a client that was cut', said('Client has encountered a connection error and is not queryable'), 'database_down'],
    ['one that TypeORM wraps', { driverError: said('canceling statement', '57014') }, 'too_slow'],
  ])('passes by itself and is answered 503: %s', (_, error, code) => {
    expect(answerTo(error)).toEqual({ status: 503, code });
  });

  it.each([
    ['a full disk', said('could not extend file', '53100')],
    ['a column that is missing', said('column "a" does not exist', '42703')],
    ['any other error', new Error('x is not a function')],
  ])('is a bug or needs an administrator, and is logged: %s', (_, error) => {
    expect(answerTo(error)).toBeNull();
  });
});

describe('an error of the framework', () => {
  it.each([
    [403, { status: 404, code: 'no_such_route' }],
    [404, { status: 404, code: 'no_such_route' }],
    [413, { status: 413, code: 'too_large' }],
    [416, { status: 416, code: 'refused' }],
    [500, null],
    [503, { status: 503, code: 'not_ready' }],
  ])('keeps its status, and a forbidden path is none: %s', (status, expected) => {
    expect(answerTo(new HttpException('as it says', status))).toEqual(expected);
  });
});
