/** `attune serve`: the notebook in the browser. */
import { defineTexts } from '@attune/core/texts';
import { dashboardFiles, defaultPort, serve } from '../../http/index.ts';
import type { LocalCommand } from '../command.ts';
import { openBrowser } from '../open-browser.ts';

const texts = defineTexts('cli-serve', {
  summary: 'serve the notebook to the browser, live',
  explanation:
    'Serves the dashboard and the API of this project until Ctrl-C. Without --host only this machine can reach it; any ' +
    'other address needs a token. Trials go on when the server ends, and it can be started again at any time: to end ' +
    'them, pause the round first.',
  host: 'address to listen on; default: this machine only',
  port: 'port; default: {port}, or the next free one',
  noDashboard: 'the API only',
  tokens: 'ask this machine’s user for a token too: where others use the machine, or behind a proxy',
  open: 'open the browser',
  driving:
    'Rounds that are started or continued in the browser are driven by the server, as soon as no `attune run` is at work; ' +
    'a server that was killed goes on with them when it starts again. It touches no other round. Several servers can ' +
    'serve one project: one of them drives, all show the same.',
  example: 'the project of this folder',
  exampleOther: 'a project elsewhere, at a fixed port',
  ready: 'the notebook is at {url}   (Ctrl-C ends the server; trials go on)',
});

const loopback = '127.0.0.1';

export const serveCommand: LocalCommand = {
  kind: 'local',
  name: 'serve',
  summary: texts.summary(),
  explanation: [texts.explanation(), texts.driving()],
  arguments: [],
  options: [
    { flag: '--host', type: 'text', value: 'address', describe: texts.host() },
    { flag: '--port', type: 'integer', value: 'n', describe: texts.port({ port: defaultPort }) },
    { flag: '--open', type: 'switch', describe: texts.open() },
    { flag: '--tokens', type: 'switch', describe: texts.tokens() },
    { flag: '--no-dashboard', type: 'switch', describe: texts.noDashboard() },
  ],
  examples: [
    { command: 'attune serve', describe: texts.example() },
    { command: 'attune serve --project ~/mnist --port 8000', describe: texts.exampleOther() },
  ],
  more: 'docs/cli.md#serve',
  async run(given, { context, print }) {
    const host = typeof given['host'] === 'string' ? given['host'] : loopback;
    const port = typeof given['port'] === 'number' ? { port: given['port'] } : {};
    const pages =
      given['noDashboard'] === true
        ? {}
        : { pages: await dashboardFiles((message) => context.progress({ kind: 'message', level: 'info', message })) };
    await serve(context, {
      host,
      ...port,
      tokens: given['tokens'] === true,
      ...pages,
      ready: ({ url, port: used }) => {
        print({ schema: 'serve/1', url, port: used }, `${texts.ready({ url }).text}\n`, 'line');
        if (given['open'] === true) openBrowser(url);
      },
    });
    return 'ok';
  },
};
