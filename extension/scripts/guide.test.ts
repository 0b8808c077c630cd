import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extensionFile } from './root.js';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, object>> };
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
  };
}

const settingsMax = 20;

describe('the guide', () => {
  const guide = readFileSync(extensionFile('README.md'), 'utf8');
  const manifest = JSON.parse(readFileSync(extensionFile('package.json'), 'utf8')) as Manifest;
  const { commands, configuration, menus } = manifest.contributes;

  it('says what every command of the palette does', () => {
    const hidden = menus.commandPalette.filter(({ when }) => when === 'false');
    const shown = commands.filter(
      ({ command }) => !hidden.some((each) => each.command === command),
    );
    deepEqual(
      shown.filter(({ title }) => !guide.includes(`| **MSO: ${title}**`)),
      [],
    );
  });

  it('says what every setting means, which are not many', () => {
    const settings = Object.keys(configuration.properties);
    deepEqual(
      settings.filter((name) => !guide.includes(`| \`${name}\``)),
      [],
    );
    deepEqual(settings.length <= settingsMax, true);
  });

  it('shows pictures that are there', () => {
    const pictures = [...guide.matchAll(/\(images\/([\w-]+\.png)\)/g)].map(([, name]) => name);
    const files = pictures.map((name) => readFileSync(extensionFile('images', name ?? '')).length);
    deepEqual(files.length > 0 && files.every((bytes) => bytes > 1000), true);
  });
});
