/** A name to show and to download under. Where the file lies, never depends on it. */
const longest = 120;

/** The last part of a path, without control characters, direction marks and what file systems refuse. */
export function safeFileName(given: string, format: 'pdf' | 'docx' | 'text'): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
     
    .replace(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replace(/[<>:"|?*%]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .toWellFormed();
  const ending = { pdf: '.pdf', docx: '.docx', text: '.txt' }[format];
  const stem = [...plain.replace(/\.[A-Za-z0-9]{1,5}$/, '')].slice(0, longest).join('').trim();
  return `${stem === '' ? 'resume' : stem}${ending}`;
}
