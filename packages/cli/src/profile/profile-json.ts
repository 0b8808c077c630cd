import { selfFigures } from '@mso/vm';
import { exactMs, figureFields } from './figure-fields.js';
import { fileOf, type ProfileReport } from './profile-report.js';

/** A profile as JSON text; the tree of calls is a list in which nodes name their parents. */
export function profileToJson(report: ProfileReport): string {
  const { file, runs, end, time, profile, whole, functions, lines } = report;
  const { module, tree, agents, waitingMs } = profile;
  const selves = selfFigures(tree);
  const record = {
    ...{ file, runs, end, time },
    totals: { ...figureFields(whole), waiting_ms: exactMs(waitingMs) },
    functions: functions.map(({ kind, title, place, calls, self, total }) => ({
      ...{ kind, name: title, file: fileOf(module, place) ?? null, line: place?.line ?? null },
      ...{ calls, self: figureFields(self), total: figureFields(total) },
    })),
    lines: lines.map(({ place, figures }) => ({
      ...{ file: fileOf(module, place) ?? null, line: place.line, ...figureFields(figures) },
    })),
    agents: [...agents].map(([name, figures]) => ({
      ...{ name, calls: figures.calls, failures: figures.failures },
      machine_ms: exactMs(figures.machineMs),
      input_tokens: figures.inputTokens,
      output_tokens: figures.outputTokens,
    })),
    tree: tree.nodes.map(({ index, parent, kind, title, place, calls }) => ({
      ...{ id: index, parent: parent?.index ?? null, kind, name: title },
      ...{ file: fileOf(module, place) ?? null, line: place?.line ?? null, calls },
      ...(selves[index] && { self: figureFields(selves[index]) }),
    })),
  };
  return JSON.stringify(record, undefined, 2);
}
