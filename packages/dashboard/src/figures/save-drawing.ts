/** A drawn figure, or its specification, into a file. */
import type { Specification } from '@attune/core/figures';
import type { Drawing } from './drawing.ts';
import { fileName, saveFile, type FileKind } from './save-figure.ts';

export interface SavedFigure {
  readonly id: string;
  readonly kind: FileKind;
  readonly spec: Specification;
  readonly drawing: Drawing | null;
}

/** Pixels for each of the figure's: enough for print. */
export async function saveFigure({ id, kind, spec, drawing }: SavedFigure): Promise<void> {
  const name = fileName(id, kind);
  switch (kind) {
    case 'json':
      saveFile(name, new Blob([JSON.stringify(spec, null, 2)], { type: 'application/json' }));
      return;
    case 'svg': {
      const svg = await drawing?.svg?.();
      if (svg !== undefined) saveFile(name, new Blob([svg], { type: 'image/svg+xml' }));
      return;
    }
    case 'png':
      drawing?.canvas.toBlob((blob) => {
        if (blob !== null) saveFile(name, blob);
      }, 'image/png');
  }
}
