// Read what index/portable.py wrote; each function mirrors one there.

const SIZE = 0, WEIGHT = 64, FACTS = 128, IMPACT = 192, OWNERS = 256, TIMES = 320, PLACES = 384;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";

// Bytes of text in base 85, five digits for four bytes.
function bytesOf(text) {
  const value = new Uint8Array(128);
  for (let digit = 0; digit < 85; digit++) value[DIGITS.charCodeAt(digit)] = digit;
  const bytes = new Uint8Array((text.length / 5) * 4);
  for (let from = 0, to = 0; from < text.length; from += 5, to += 4) {
    let word = 0;
    for (let place = 0; place < 5; place++) word = word * 85 + value[text.charCodeAt(from + place)];
    bytes[to] = word >>> 24;
    bytes[to + 1] = word >>> 16;
    bytes[to + 2] = word >>> 8;
    bytes[to + 3] = word;
  }
  return bytes;
}

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// A decoder of the bytes: a function from a context to the next number that was written in it.  Its state is kept in an
// array and not in variables, which would be allocated anew whenever they change.
function decoderOf(bytes) {
  const models = [];
  const state = Uint32Array.of(0xffffffff, (bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
  let at = 4;
  return (context) => {
    const model = (models[context] ||= new Uint16Array(512).fill(2048));
    let range = state[0], code = state[1];
    // First how many bits the number has, then these.
    for (let length = 1, value = 0, left = -1; ;) {
      const place = left < 0 ? length - 1 : 32 + 16 * length + (length - 2 - left < 4 ? value : 0);
      const chance = model[place];
      const bound = (range >>> 12) * chance;
      const one = code >= bound;
      if (one) {
        code -= bound;
        range -= bound;
        model[place] = chance - ((chance - 32) >> 5);
      } else {
        range = bound;
        model[place] = chance + ((4064 - chance) >> 5);
      }
      while (range < 0x1000000) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | (at < bytes.length ? bytes[at] : 0)) >>> 0;
        at++;
      }
      if (left >= 0) {
        value = 2 * value + (one ? 1 : 0);
        left--;
      } else if (one) length++;
      else {
        value = 1;
        left = length - 2;
      }
      if (value && left < 0) {
        state[0] = range;
        state[1] = code;
        return value - 1;
      }
    }
  };
}

function crowd(room, many) {
  const each = Math.floor((4 * room) / many);
  const length = 32 - Math.clz32(each);
  return 2 * length + ((each >> (length - 2)) & 1);
}

// The words that are known, each with its stem (-1: none), and how much it tells in English (null: it is none).
function wordsOf(head) {
  const words = new Map();
  const rests = head.words.split(/(?=[A-Z])/);
  const steps = head.stems.match(/\.|\+|\d+;/g) || [];
  let word = "", known = -1;
  rests.forEach((rest, place) => {
    word = word.slice(0, rest.charCodeAt(0) - 65) + rest.slice(1);
    const step = steps[place];
    const stem = step === "." ? -1 : step === "+" ? ++known : known - parseInt(step, 10);
    words.set(word, { stem, telling: head.telling[place] === "-" ? null : head.telling[place] / 4 });
  });
  return words;
}

const NOWHERE = new Map();

// A term with its postings, which all terms keep in the same arrays.
class Term {
  constructor(lists, term, weight) {
    this.lists = lists;
    this.term = term;
    this.weight = weight;
    this.facts = NOWHERE;
    this.first = this.last = lists.asked.length;
    this.firstOwner = this.lastOwner = lists.owners.length;
  }

  // The questions that it stands in, ascending, and how much of each it is.
  get asked() {
    return this.lists.asked.view(this.first, this.last);
  }

  get impacts() {
    return this.lists.impacts.subarray(this.first, this.last);
  }

  // Who asks with it, and how much it is of all that each asks.
  get held() {
    const owners = this.lists.owners.view(this.firstOwner, this.lastOwner);
    const times = this.lists.times.view(this.firstOwner, this.lastOwner);
    return Array.from(owners, (owner, place) => [owner, times[place] / (times[place] + 1)]);
  }
}

// Numbers that grow in number.
class Numbers {
  constructor() {
    this.kept = new Uint32Array(1 << 16);
    this.length = 0;
  }

  push(number) {
    if (this.length === this.kept.length) {
      const more = new Uint32Array(2 * this.length);
      more.set(this.kept);
      this.kept = more;
    }
    this.kept[this.length++] = number;
  }

  view(from, to) {
    return this.kept.subarray(from, to);
  }
}

// All that a search needs: the terms with their postings, and the questions by their owners.
function indexOf(head, bytes) {
  const number = decoderOf(bytes);
  const kinds = head.kinds;  // how many facts, gaps, notices and lists of sources ask
  const owners = kinds.reduce((sum, each) => sum + each, 0);
  const sizes = Array.from({ length: owners }, () => number(SIZE));
  const starts = [0];
  for (const size of sizes) starts.push(starts[starts.length - 1] + size);
  const total = starts[owners];
  const owner = new Uint32Array(total);
  for (let each = 0; each < owners; each++) owner.fill(each, starts[each], starts[each + 1]);
  const lists = { asked: new Numbers(), owners: new Numbers(), times: new Numbers() };
  const squares = new Float64Array(total);
  const terms = [];
  for (let each = 0; each < head.terms + head.phrases.length; each++) {
    const term = new Term(lists, each, number(WEIGHT) / head.parts.weights);
    term.facts = factsOf(number, head.parts.impacts);
    readOwners(number, sizes, starts, lists);
    term.last = lists.asked.length;
    term.lastOwner = lists.owners.length;
    // A phrase is made of words, which count themselves.
    if (each < head.terms) for (let at = term.first; at < term.last; at++) squares[lists.asked.kept[at]] += term.weight ** 2;
    terms.push(term);
  }
  lists.impacts = new Float32Array(lists.asked.length);
  for (const { first, last, weight } of terms) {
    for (let at = first; at < last; at++) lists.impacts[at] = Math.min(1, weight / Math.sqrt(squares[lists.asked.kept[at]]) || 0);
  }
  const firsts = [0];
  for (const count of kinds) firsts.push(firsts[firsts.length - 1] + count);
  return { words: wordsOf(head), terms, owner, starts, firsts, total };
}

function factsOf(number, parts) {
  let left = number(FACTS), fact = -1;
  if (!left) return NOWHERE;
  const facts = new Map();
  for (; left > 0; left--) {
    fact += 1 + number(FACTS + 1);
    facts.set(fact, number(IMPACT) / parts);
  }
  return facts;
}

function readOwners(number, sizes, starts, lists) {
  let left = number(OWNERS), last = -1, times = 1;
  for (; left > 0; left--) {
    const owner = last + 1 + number(OWNERS + 1 + crowd(sizes.length - last - 1, left));
    const length = 32 - Math.clz32(sizes[owner]);
    times = 1 + number(TIMES + 8 * Math.min(length, 7) + Math.min(times, 7));
    lists.owners.push(owner);
    lists.times.push(times);
    let within = -1;
    for (let room = times; room > 0; room--) {
      const free = sizes[owner] - within - 1;
      within += 1 + (free > room ? number(PLACES + crowd(free, room)) : 0);
      lists.asked.push(starts[owner] + within);
    }
    last = owner;
  }
}
