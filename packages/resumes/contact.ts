/** Whether a résumé says how to reach its owner. The data itself is not kept a second time. */
export interface Contact {
  email: boolean;
  phone: boolean;
  link: boolean;
}

const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/;
/** Eight to fifteen digits with the usual signs between them; years ("2019 - 2021") are no telephone number. */
const phone = /(?:\+|\b00|\(0?\d|\b0|\b\d{3}[\s.-])[\d\s().\-/]{6,18}\d/g;
const link = /(?:https?:\/\/|www\.|\b(?:linkedin|github|gitlab)\.com\/)[^\s,;]+/i;

export function findContact(text: string): Contact {
  const numbers = [...text.matchAll(phone)].map((match) => match[0]);
  return {
    email: email.test(text),
    phone: numbers.some((number) => {
      const digits = number.replace(/\D/g, '');
      return digits.length >= 8 && digits.length <= 15 && !/^(?:19|20)\d{2}\D{1,3}(?:19|20)\d{2}$/.test(number.trim());
    }),
    link: link.test(text),
  };
}

/**
 * For what leaves this machine: how to reach somebody is nobody else's business. The length stays, and with it every place.
 * Repetitions are bounded: the text may be 100,000 times the same letter, and nobody else may wait for that.
 */
export const withoutContact = (text: string): string =>
  text
    .replace(/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, (found) => '•'.repeat(found.length))
    .replace(/(?:https?:\/\/|www\.|\b(?:linkedin|github|gitlab)\.com\/)\S+/gi, (found) => '•'.repeat(found.length))
    .replace(/(?<![\d\p{L}])\+?\(?\d[\d ().\-/]{7,30}\d/gu, (found) => (found.replace(/\D/g, '').length >= 9 ? '•'.repeat(found.length) : found));
