/** Whether a page came with the content security policy that it should have: one that is missing is broken by nothing. */

/** @param header of the page's own response. @returns nothing, or what is wrong with it. */
export function policyFaults(header: string | undefined): string[] {
  if (header === undefined) return ['the page has no content security policy'];
  const directives = new Map(header.split(';').map((each) => each.trim().split(/\s+/)).map(([name = '', ...sources]) => [name, sources]));
  const scripts = directives.get('script-src') ?? [];
  return [
    ...(directives.get('default-src')?.join(' ') === "'none'" ? [] : [`default-src is ${directives.get('default-src')?.join(' ') ?? 'missing'}, not 'none'`]),
    ...(scripts.some((source) => /^'nonce-[\w+/=-]{16,}'$/.test(source)) ? [] : ['script-src has no nonce']),
    ...scripts.filter((source) => !/^'(self|nonce-.*)'$/.test(source)).map((source) => `script-src allows ${source}`),
    ...['frame-ancestors', 'base-uri'].filter((name) => directives.get(name)?.join(' ') !== "'none'").map((name) => `${name} is not 'none'`),
  ];
}
