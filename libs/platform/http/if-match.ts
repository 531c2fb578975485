import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ExpectedError, InvalidInput } from '@libs/platform/errors';

/** A change without the version that its writer saw (RFC 6585, section 3; security-bar P2). */
export class VersionMissing extends ExpectedError {
  readonly status = 428;
  readonly title = 'Version missing';
  constructor() {
    super(
      'version_missing',
      'Send the ETag of the record as you read it in If-Match, so that nobody’s change is written over.',
    );
  }
}

const DESCRIPTION =
  'The `ETag` that came with the record as you read it, which is its `version` in quotation marks. Where somebody has ' +
  'written since, nothing is changed: 412 `stale_version` names the fields that differ.';

interface Options {
  /** Whether the request may make the record too, and then names no version. */
  isOptional?: boolean;
}

type Place = [target: object, name: string | symbol | undefined];

function describe({ isOptional }: Options, [target, name]: Place): void {
  const method = Object.getOwnPropertyDescriptor(target, name!)!;
  const description = isOptional ? `${DESCRIPTION} Left out, the record must not be there yet.` : DESCRIPTION;
  const schema = { type: 'string' as const, pattern: '^"[1-9][0-9]{0,8}"$' };
  ApiHeader({ name: 'If-Match', required: !isOptional, description, schema, example: '"3"' })(target, name!, method);
}

/** The version in an `If-Match` header: one strong entity tag, as `etagOf` writes it. Null without the header. */
export function versionIn(header: string | undefined): number | null {
  if (header === undefined) return null;
  const [, digits] = /^\s*"([1-9]\d{0,8})"\s*$/.exec(header) ?? [];
  if (digits !== undefined) return Number(digits);
  const message = 'is one version in quotation marks, for example "3", as the ETag of the record says it';
  throw new InvalidInput([{ path: 'If-Match', code: 'if_match', message }]);
}

/** The entity tag of a version: strong, since a version is never written twice. */
export const etagOf = (version: number): string => `"${version}"`;

function ifMatch(options: Options) {
  return createParamDecorator(
    (_: unknown, context: ExecutionContext): number | null => {
      const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
      const version = versionIn(headers['if-match']);
      if (version === null && !options.isOptional) throw new VersionMissing();
      return version;
    },
    [(target, name) => describe(options, [target, name])],
  )();
}

/**
 * The version of the record that the writer saw, from `If-Match`. It comes from the reader of the record: one that is
 * read again just before the write protects nothing (security-bar P2).
 * @throws VersionMissing without the header; InvalidInput for one that is no single strong tag
 */
export const IfMatch = (): ParameterDecorator => ifMatch({});

/** The same for routes that make the record where no version is named: null without the header. */
export const IfMatchOrNew = (): ParameterDecorator => ifMatch({ isOptional: true });
