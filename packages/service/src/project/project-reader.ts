/** Reads a project file again and again, for a server: it is understood anew only where its text has changed. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readProject, type ProjectFile } from './project-file.ts';

/** Does what `readProject` does, and throws what it throws. */
export type ProjectReader = typeof readProject;

export function projectReader(): ProjectReader {
  let known: { readonly standing: string | undefined; readonly file: ProjectFile } | null = null;
  return (path, standing) => {
    const absolute = resolve(standing ?? '.', path);
    if (known?.file.path === absolute && known.standing === standing && holds(absolute, known.file.document.text)) {
      return known.file;
    }
    const file = readProject(path, standing);
    known = { standing, file };
    return file;
  };
}

function holds(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
}
