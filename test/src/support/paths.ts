import { fileURLToPath } from 'node:url';

/** The checkout's root folder; compiled tests are three folders below it. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

export const extensionFolder = `${root}extension`;
export const extensionEntry = `${extensionFolder}/dist/extension.cjs`;
export const examplesFolder = `${extensionFolder}/examples`;
export const adapterEntry = `${root}adapter/dist/main.js`;
/** What `npx mso` starts, which is a bundle. */
export const cliEntry = `${root}packages/cli/bin/mso.js`;
export const goldenFolder = `${root}test/golden`;
