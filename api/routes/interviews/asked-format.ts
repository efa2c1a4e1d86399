import type { Request, Response } from 'express';

/** What `?format=` names, otherwise what the Accept header likes best, otherwise JSON. @param media the first is JSON */
export function askedFormat<F extends string>(request: Request, response: Response, format: F | undefined, media: Readonly<Record<F, string>>): F {
  if (format !== undefined) return format;
  response.vary('accept');
  const formats = Object.keys(media) as F[];
  const liked = request.accepts(formats.map((each) => media[each]));
  return formats.find((each) => media[each] === liked) ?? (formats[0] as F);
}
