import { Program } from '../program.js';
import type { Stage } from '../stage.js';

/** An example that is open, with a breakpoint on one of its lines. */
export async function openSupportDesk({
  server,
  editor,
}: Stage): Promise<{ readonly stopsAt: number }> {
  const program = new Program(server, 'support-desk.mso');
  const stopsAt = program.line('temperature', 'agent "mechanic"');
  await editor.openProgram(program.name);
  await editor.setBreakpoint(stopsAt);
  return { stopsAt };
}
