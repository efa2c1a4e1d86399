/**
 * What people choose most often, of at least ten characters: from the front of the list of 100,000 that the UK's National Cyber
 * Security Centre published in 2019 from Have I Been Pwned's counts; then words from there with the endings that guessers try
 * first, and our own name. Rows and repeats of keys are found by rule instead (`password-rules.ts`).
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  1234567890 1q2w3e4r5t qwertyuiop 123456789a passer2009 q1w2e3r4t5y6 q1w2e3r4t5 a123456789 12345678910 1qaz2wsx3edc qwerty12345
  111222tianya password123 1q2w3e4r5t6y password12 password11 password01 password10 liverpool1 butterfly1 chocolate1 elizabeth1
  spongebob1 spiderman1 metallica1 basketball basketball1 4815162342 123456789q 123456789m 123456789z alexander1 christian1
  christina1 beautiful1 asdfghjkl1 california myspace123 hellokitty 1122334455 1029384756 qwerty123456 qwerty1234 iloveyou12
  iloveyou123 justinbieb friendster marseille1 zxcvbnm123 12345qwerty 123qweasdzxc 1234512345 1123581321 strawberry strawberry1
  azertyuiop christopher christopher1 undertaker undertaker1 sweetheart sweetheart1 southside1 realmadrid linkinpark hollister1
  bestfriend bestfriend1 volleyball volleyball1 princess12 princess123 babygirl12 babygirl123 fuckyou123 motdepasse 123456qwerty
  superstar1 harrypotter jesuschrist poiuytrewq welcome123 football12 football123 baseball12 stephanie1 sunshine12 sunshine123
  terminator valentine1 wolverine1 paintball1 buttercup1 7894561230 135792468a dragonball dragonball1 microsoft1 hollywood1
  abcdefg123 abcd123456 abc1234567 aa12345678 aa123456789 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123
  password123! letmein123 letmein1234 monkey12345 dragon12345 michael123 charlie123 qwertyuiop1 qwertyuiop123 1234qwerasdf
  qazwsxedc123 1qazxsw23edc zaq12wsxcde3 qazwsxedcrfv 1q2w3e4r5t6y7u 1qaz2wsx3edc4rfv administrator changeme123 welcome1234
  iloveyou1234 superman123 computer123 trustno1trustno1 interview1 interview123 greenroom1 greenroom123
  `.trim().split(/\s+/),
);
