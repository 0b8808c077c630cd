import { exactMs, figureFields } from './figure-fields.js';
import { fileOf, type ProfileReport } from './profile-report.js';

const columns = [
  ...['scope', 'name', 'file', 'line', 'calls'],
  ...['instructions', 'real_ms', 'machine_ms', 'agent_calls', 'input_tokens', 'output_tokens'],
  ...['peak_stack', 'peak_memory', 'peak_call_depth'],
  ...['total_instructions', 'total_real_ms', 'total_machine_ms'],
  ...['total_agent_calls', 'total_input_tokens', 'total_output_tokens'],
] as const;

type Row = { readonly [column in (typeof columns)[number]]?: string | number | undefined };

/**
 * A profile as one table, with a header (RFC 4180, but for the line feeds that end its lines).
 * `scope` says what a row is about: the `run`, a `function`, a `line` or an `agent`.
 */
export function profileToCsv(report: ProfileReport): string {
  const rows = [...rowsOf(report)];
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((fields) => fields.map(csvField).join(','))
    .join('\n');
}

/** Quoted where it must be. */
export function csvField(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* rowsOf({ file, profile, whole, functions, lines }: ProfileReport): Generator<Row> {
  const { module, agents } = profile;
  yield { scope: 'run', name: file, file, ...figureFields(whole) };
  for (const { title, place, calls, self, total } of functions) {
    const sums = figureFields(total);
    yield {
      ...{ scope: 'function', name: title, file: fileOf(module, place), line: place?.line, calls },
      ...figureFields(self),
      total_instructions: sums.instructions,
      total_real_ms: sums.real_ms,
      total_machine_ms: sums.machine_ms,
      total_agent_calls: sums.agent_calls,
      total_input_tokens: sums.input_tokens,
      total_output_tokens: sums.output_tokens,
    };
  }
  for (const { place, figures } of lines) {
    yield {
      scope: 'line',
      file: fileOf(module, place),
      line: place.line,
      ...figureFields(figures),
    };
  }
  for (const [name, { calls, machineMs, inputTokens, outputTokens }] of agents) {
    yield {
      ...{ scope: 'agent', name, agent_calls: calls, machine_ms: exactMs(machineMs) },
      ...{ input_tokens: inputTokens, output_tokens: outputTokens },
    };
  }
}
