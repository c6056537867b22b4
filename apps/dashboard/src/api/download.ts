import { usableAccessToken } from '../session/session.js';
import { errorOf } from './api-error.js';

/** Saves a file of the gateway as the signed-in person: a plain link would come without the token. */
export async function download(url: string, fileName: string): Promise<void> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${(await usableAccessToken()) ?? ''}` },
  });
  if (!response.ok) throw await errorOf(response);
  save(await response.blob(), fileName);
}

/** Hands a file that is here already to the browser's downloads. */
export function save(file: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
