/** Makes node_modules what package-lock.json names. @throws Error in one line */
export function ensurePackages(root: string, say: (line: string) => void): Promise<void>;
