import { endWithTheReader, terminal } from './output.ts';
import { run } from './program.ts';

endWithTheReader();
process.exitCode = await run(process.argv.slice(2), terminal);
