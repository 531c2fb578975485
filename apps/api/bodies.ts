import { PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { MOST_FILE_BYTES } from '@libs/contracts';

const BODY_LIMIT = 1024 * 1024;
/** Bodies that are read before anybody is known. */
const OPEN_TO_STRANGERS = /^\/api\/(session|invitations|resets)(\/|$)/;
const SIGN_IN_LIMIT = 16 * 1024;
/** A captured text has 2,000,000 characters of up to three bytes each; what stands beside it has the common limit. */
const LARGE_BODY_LIMIT = 3 * 2_000_000 + BODY_LIMIT;
/** The one route that takes bytes. */
const TAKES_FILES = /^\/api\/workspaces\/[^/]+\/files$/;
const TAKES_LARGE_BODIES = /\/(cases|sources|captures)$/;

/** The demonstration packs have under 4,000 values and 7 levels. As many as these are read in about 100 ms. */
const MOST_VALUES = 100_000;
const MOST_LEVELS = 32;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSED_LIST, OPEN_OBJECT, CLOSED_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** How much a body may hold, and how it is parsed. Comes before the routes. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route: RouteOptions) => {
    if (OPEN_TO_STRANGERS.test(route.url)) route.bodyLimit = SIGN_IN_LIMIT;
    else if (TAKES_FILES.test(route.url)) route.bodyLimit = MOST_FILE_BYTES;
    else route.bodyLimit = TAKES_LARGE_BODIES.test(route.url) ? LARGE_BODY_LIMIT : BODY_LIMIT;
  });
  // JSON is the only body there is, beside the bytes of a file where files are taken: forms and plain text are refused
  // with 415, which also closes a way of forgery.
  fastify.removeContentTypeParser(['text/plain', 'application/json']);
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const refusal = refuseShape(body);
    if (refusal) done(new PayloadTooLargeException(refusal));
    else void parse(request, body.toString('utf8'), done);
  });
  fastify.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (TAKES_FILES.test(request.routeOptions.url ?? '')) done(null, body);
    else done(new UnsupportedMediaTypeException('Send JSON.'));
  });
}

/**
 * Why a JSON text costs too much to parse, or null. A few megabytes of empty objects or brackets keep the process busy
 * for seconds, in the parser and in the contract; counting them first takes milliseconds.
 */
export function refuseShape(body: Uint8Array): string | null {
  let values = 0;
  let levels = 0;
  let inText = false;
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]!;
    if (inText) {
      if (sign === BACKSLASH) at += 1;
      else if (sign === QUOTE) inText = false;
      continue;
    }
    if (sign === QUOTE) inText = true;
    else if (sign === COMMA) values += 1;
    else if (sign === CLOSED_OBJECT || sign === CLOSED_LIST) levels -= 1;
    else if (sign === OPEN_OBJECT || sign === OPEN_LIST) {
      values += 1;
      levels += 1;
      if (levels > MOST_LEVELS) return `A body has at most ${MOST_LEVELS} levels of lists and members.`;
    }
    if (values > MOST_VALUES) return `A body holds at most ${MOST_VALUES} values. Send it in parts.`;
  }
  return null;
}
