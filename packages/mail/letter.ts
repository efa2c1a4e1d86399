/** One letter from its template: subject, plain text and simple HTML, all made from the same sentences. */
import type { Mail } from '@greenroom/contracts';
import { firstName, oneLine, webAddress } from './clean.ts';
import { sentences, type Sentences } from './sentences.ts';

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** A subject line longer than this is cut off by most readers anyway. */
const longestSubject = 120;

/** @throws TypeError when a link is no web address */
export function writeLetter(mail: Mail): Letter {
  const said = sentences(mail);
  const name = firstName(mail.name);
  const greeting = name === undefined ? 'Hello,' : `Hello ${name},`;
  const link = 'link' in mail ? webAddress(mail.link) : undefined;
  return { subject: oneLine(said.subject, longestSubject), text: plain(greeting, said, link), html: page(greeting, said, link) };
}

function plain(greeting: string, { before, list, link: label, after }: Sentences, link: string | undefined): string {
  const parts = [greeting, ...before, ...(list.length === 0 ? [] : [list.map((line) => `- ${line}`).join('\n')]), ...(link === undefined ? [] : [`${label}:\n${link}`]), ...after, 'Greenroom'];
  return `${parts.join('\n\n')}\n`;
}

/** No picture, no script, no font and no address but the link: nothing is fetched when it is opened, so nobody learns that it was. */
function page(greeting: string, { subject, before, list, link: label, after }: Sentences, link: string | undefined): string {
  const paragraph = (text: string) => `<p>${escaped(text)}</p>`;
  const action = link === undefined ? [] : [
    `<p><a href="${escaped(link)}" style="display:inline-block;padding:10px 16px;background:#1f5f4a;color:#ffffff;text-decoration:none;border-radius:6px">${escaped(label)}</a></p>`,
    `<p style="font-size:14px">If the link does not open, copy this address into your browser:<br>${escaped(link)}</p>`,
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(oneLine(subject, longestSubject))}</title></head>`,
    '<body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5">',
    '<main style="max-width:36em">',
    paragraph(greeting),
    ...before.map(paragraph),
    ...(list.length === 0 ? [] : [`<ul>${list.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`]),
    ...action,
    ...after.map(paragraph),
    '<p>Greenroom</p>',
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
