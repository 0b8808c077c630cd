/** The page that shows a drawing; scripts and styles of its own only. */
export function pageOf(content: string, nonce: string): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Workflow graph</title>
<style>
body { padding: 0; overflow: auto; }
main { display: flex; justify-content: center; padding: 12px; }
svg { max-width: 100%; height: auto; }
[data-line] { cursor: pointer; }
p { color: var(--vscode-descriptionForeground); }
</style>
</head>
<body>
<main id="drawing">${content}</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

/** Puts new drawings in place, keeps the focus on its step, and says which one was chosen. */
const script = `
const vscode = acquireVsCodeApi();
const drawing = document.getElementById('drawing');
window.addEventListener('message', ({ data }) => {
  const focused = document.activeElement?.dataset?.step;
  const [x, y] = [window.scrollX, window.scrollY];
  drawing.innerHTML = data.content;
  window.scrollTo(x, y);
  if (focused) drawing.querySelector('[data-step="' + CSS.escape(focused) + '"]')?.focus();
});
function choose(event) {
  const node = event.target.closest('[data-line]');
  if (!node) return;
  event.preventDefault();
  const type = event.altKey || event.key === ' ' ? 'breakpoint' : 'open';
  vscode.postMessage({ type, line: Number(node.dataset.line) });
}
document.addEventListener('click', choose);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') choose(event);
});
`;
