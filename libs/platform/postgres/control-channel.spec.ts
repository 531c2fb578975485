import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { listen, type ProgramMessage } from './control-channel.ts';

/** What a listener heard of some bytes that a stranger on this machine sent, and whether it cut the stranger off. */
async function heard(bytes: string): Promise<{ kinds: string[]; wasCutOff: boolean }> {
  const kinds: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    listen<ProgramMessage>(socket, (message) => kinds.push(`${message.kind} ${(message as { nonce?: string }).nonce}`));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stranger = connect((server.address() as AddressInfo).port, '127.0.0.1');
  stranger.on('error', () => undefined);
  stranger.write(bytes);
  const wasCutOff = await Promise.race([
    once(stranger, 'close').then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 200)),
  ]);
  stranger.destroy();
  server.close();
  return { kinds, wasCutOff };
}

describe('the control channel, to which anyone on the machine may write', () => {
  it('hears a message of plain members', async () => {
    expect(await heard('{"kind":"hello","nonce":"abc"}\n')).toEqual({ kinds: ['hello abc'], wasCutOff: false });
  });

  it.each([
    ['what is not JSON', '{\n'],
    ['null', 'null\n'],
    ['a number', '1\n'],
    ['a member that cannot be read as text', '{"kind":"hello","nonce":{"toString":1}}\n'],
    ['a line without an end', 'x'.repeat(20_000)],
  ])('cuts off who sends %s', async (_, bytes) => {
    expect(await heard(bytes)).toEqual({ kinds: [], wasCutOff: true });
  });
});
