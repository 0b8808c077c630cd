import { randomBytes } from 'node:crypto';

/** A text as HTML shows it, also within an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** What a webview shows; `body` is markup. */
export interface HtmlPage {
  readonly title: string;
  readonly style?: string;
  readonly body: string;
  readonly script?: string;
}

/** What is of less importance elsewhere is as easy to see as the rest in high contrast. */
const fullContrast = `
.vscode-high-contrast {
  --vscode-descriptionForeground: var(--vscode-foreground);
  --vscode-disabledForeground: var(--vscode-foreground);
  --vscode-editorIndentGuide-activeBackground1: var(--vscode-contrastBorder);
}
`;

/** The document of a webview, which loads nothing: its own style and script are all it may use. */
export function htmlPage({ title, style, body, script }: HtmlPage): string {
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style>${fullContrast}${style ?? ''}</style>
</head>
<body>
${body}
${script === undefined ? '' : `<script nonce="${nonce}">${script}</script>`}
</body>
</html>`;
}
