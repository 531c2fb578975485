import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { isPublicAddress } from './addresses.ts';

/** An address that this server asks nobody at: on its own machine, in its own network, or not of an allowed kind. */
export class AddressRefused extends Error {
  constructor(host: string, why = 'is no address on the public internet that is reached by https') {
    super(`${host} ${why}`);
  }
}

type LookupAnswer = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

/** Looks a name up at the moment of a dial. Where one of its addresses is closed, all of it is refused. */
export function lookUp(mayStayLocal: boolean, name: string, how: LookupOptions, done: LookupAnswer): void {
  resolve(name, { ...how, all: true }, (error, found) => {
    if (error) return done(error);
    const isOpen = found.length > 0 && (mayStayLocal || found.every(({ address }) => isPublicAddress(address)));
    if (!isOpen) return done(new AddressRefused(name, 'is no address on the public internet'));
    if (how.all) return done(null, found);
    return done(null, found[0]!.address, found[0]!.family);
  });
}

/** The address that a name has now, checked like every other. */
export function addressOf(name: string): Promise<string> {
  return new Promise((fulfil, reject) => {
    lookUp(false, name, {}, (error, address) => (error ? reject(error) : fulfil(address as string)));
  });
}
