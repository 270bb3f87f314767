// How words are compared: normalised, split, told from misspellings.  As words/text.py and words/spelling.py do it.

function plain(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  const bare = (each) => each.normalize("NFKD").replace(/\p{Mn}/gu, "");
  return bare(bare(text.normalize("NFKC").replace(base.ignored, "")).toLowerCase()).normalize("NFC");
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}\p{M}]+)*/gu;

function typedWords(text) {
  return text.normalize("NFKC").match(WORD) || [];
}

function wordOf(typed) {
  return plain(typed).replace(/['’](?:s|m|d|re|ve|ll)$/, "").replace(/['’]/g, "");
}

function words(text) {
  return typedWords(text).map(wordOf).filter(Boolean);
}

function camelParts(word) {
  return word.split(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
}

// How many letters are wrong, too many, missing or swapped; more than most: most + 1.
function edits(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [], last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most + 1) return most + 1;
    before = last;
    last = row;
  }
  return last[other.length];
}

// The similarity of Jaro, with what Winkler adds for a common beginning of up to four letters.
function similarity(one, other) {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Array(other.length).fill(false), mine = [];
  for (let i = 0; i < one.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(other.length, i + reach + 1); j++) {
      if (!taken[j] && one[i] === other[j]) {
        taken[j] = true;
        mine.push(one[i]);
        break;
      }
    }
  }
  if (!mine.length) return 0;
  const theirs = [...other].filter((_, place) => taken[place]);
  const swapped = mine.filter((letter, place) => letter !== theirs[place]).length;
  const jaro = (mine.length / one.length + mine.length / other.length + (mine.length - Math.floor(swapped / 2)) / mine.length) / 3;
  let same = 0;
  while (same < 4 && same < one.length && one[same] === other[same]) same++;
  return jaro > 0.7 ? jaro + same * 0.1 * (1 - jaro) : jaro;
}

function editsAllowed(length) {
  const { shortest, medium, long } = base.spelling;
  return length < shortest ? 0 : length < medium ? 1 : length < long ? 2 : 3;
}

// The words of the base that word may stand for, the likeliest first.
function candidates(word) {
  const { alike, swapped, unlike, most } = base.spelling;
  const allowed = editsAllowed(word.length);
  const sorted = (each) => [...each].sort().join("");
  const found = [];
  for (const other of base.spellings) {
    const wrong = edits(word, other, allowed);
    if (wrong > allowed) continue;
    const sameStart = other[0] === word[0] || other.slice(0, 2) === word[1] + word[0];
    const cost = wrong + (sameStart ? 0 : 1);
    const like = similarity(word, other);
    if (cost > allowed || (cost > 1 && like < alike)) continue;
    const turned = wrong === 1 && sorted(word) === sorted(other) ? swapped : 0;
    const likeness = 1 - cost / (Math.max(word.length, other.length) + 1) - unlike * (1 - like) + turned;
    found.push({ word: other, likeness: Math.min(likeness, 1), edits: wrong });
  }
  found.sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1));
  return found.slice(0, most);
}
