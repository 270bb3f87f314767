// Read the words of a query as the base knows them, and what each can be met by.  As retrieval/reading.py and query.py.

const EXACT = "exact", ALIAS = "alias", PREFIX = "prefix", CLOSE = "close", RELATED = "related";

// What is known of a word; an ending may be one that the base does not have.
function known(word) {
  const found = base.words.get(word);
  if (found && found.stem >= 0) return found;
  for (const [ending, others] of base.endings) {
    if (!word.endsWith(ending) || word.length - ending.length < 4) continue;
    for (const other of others) {
      const kin = base.words.get(word.slice(0, word.length - ending.length) + other);
      if (kin && kin.stem >= 0) return { stem: kin.stem, telling: found ? found.telling : kin.telling, inflected: true };
    }
  }
  return found;
}

const stemOf = (word) => known(word)?.stem ?? -1;
const isGrammar = (word) => base.fillers.has(word);
const needsNoReading = (word) => isGrammar(word) || base.asking.has(word) || stemOf(word) >= 0;
const keyOf = (list) => list.map((word) => { const stem = stemOf(word); return stem >= 0 ? stem : `"${word}"`; }).join(" ");
const isPhrase = (key) => base.phrases.has(key) || base.synonyms.has(key) || base.related.has(key);

// Each word typed as { typed, word, tier, completions }; corrections gets what was read otherwise.
function read(typed, corrections) {
  const list = [...plainly(withoutContractions(typed))];
  const unread = new Map();
  list.forEach((each, place) => {
    if (each.tier !== null) return;
    const found = couldBe(each.word);
    if (found.length) unread.set(place, found);
  });
  const order = [...unread.keys()].sort((a, b) => unread.get(b)[0].likeness - unread.get(a)[0].likeness || a - b);
  const chosen = new Map();
  for (const place of [...order, ...(order.length > 1 ? order : [])]) {
    chosen.delete(place);
    const best = bestOf(list, chosen, place, unread.get(place));
    if (best !== null) chosen.set(place, best);
  }
  return list.map((each, place) => {
    if (!chosen.has(place)) return each;
    corrections.set(each.typed, chosen.get(place));
    return { typed: each.typed, word: chosen.get(place), tier: CLOSE, completions: [] };
  });
}

function withoutContractions(typed) {
  const coordinates = (word) => word !== undefined && base.coordinators.has(word.toLowerCase());
  return typed.filter((word, place) => !base.contractions.has(word) || typed.length === 1
    || coordinates(typed[place - 1]) || coordinates(typed[place + 1]));
}

function* plainly(typed) {
  for (let place = 0; place < typed.length; place++) {
    const word = wordOf(typed[place]);
    const follower = place + 1 < typed.length ? wordOf(typed[place + 1]) : "";
    if (follower && !(needsNoReading(word) && needsNoReading(follower)) && stemOf(word + follower) >= 0) {
      yield { typed: `${typed[place]} ${typed[place + 1]}`, word: word + follower, tier: EXACT, completions: [] };
      place++;
    } else yield* one(typed[place], word);
  }
}

function* one(typed, word) {
  if (needsNoReading(word)) return yield { typed, word, tier: EXACT, completions: [] };
  let parts = camelParts(typed).map(wordOf);
  if (parts.length === 1) parts = parted(word);
  if (parts.length > 1) {
    for (const part of parts) yield* one(part, part);
    return;
  }
  const completions = completed(word);
  yield { typed, word, tier: completions.length ? PREFIX : null, completions };
}

function parted(word) {
  if (base.kept.has(word)) return [];
  for (let cut = 2; cut <= word.length - 2; cut++) {
    const parts = [word.slice(0, cut), word.slice(cut)];
    if (isPhrase(keyOf(parts))) return parts;
  }
  return [];
}

function completed(word) {
  if (word.length < 4 || base.kept.has(word) || base.words.get(word)) return [];
  const stems = new Set();
  for (const other of base.spellings) if (other.startsWith(word)) stems.add(stemOf(other));
  return [...stems].slice(0, 40);
}

function couldBe(word) {
  if (!editsAllowed(word.length) || !/^\p{L}+$/u.test(word) || base.kept.has(word)) return [];
  const found = candidates(word).filter((each) => needsNoReading(each.word) || parted(each.word).length);
  return base.words.get(word) ? found.filter((each) => each.edits <= 1) : found;
}

// The candidate for one word that is most alike and makes most sense beside the others; null: none does.
function bestOf(list, chosen, place, options) {
  const { company, context, usage, everyday, said, telling, likely, sure, short, lead } = base.reading;
  const others = list.map((each, at) => chosen.get(at) ?? each.word).filter((word, at) => at !== place && !isGrammar(word));
  const weights = others.map((word) => { const term = base.terms[stemOf(word)]; return term ? [term, term.weight] : [null, telling]; });
  const english = Boolean(base.words.get(list[place].word));
  const terms = options.map((each) => base.terms[stemOf(each.word)]);
  const own = Math.max(...terms.map((term) => (term ? term.weight : 0))) || 1;
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0) + own * own);
  const found = score(weights.flatMap(([term, weight], concept) => (term ? [{ concept, term, weight: weight / length }] : [])));
  const accompanied = weights.some(([term, weight]) => term && weight >= telling);
  const rated = [];
  options.forEach((each, at) => {
    const term = terms[at];
    const cover = term && accompanied ? coverOf(term, term.weight / length, found) : 0;
    if (english && !(accompanied && cover >= company)) return;
    const used = (isGrammar(each.word) || base.asking.has(each.word)) ? everyday : term ? Math.log2(1 + said * term.facts.size + term.asked.length) : 0;
    rated.push({ rating: each.likeness + context * cover + usage * used, word: each.word, likeness: each.likeness, cover });
  });
  rated.sort((a, b) => b.rating - a.rating || (a.word < b.word ? 1 : -1));
  const [best, second] = rated;
  if (!best) return null;
  const poor = best.likeness < likely || (best.likeness < sure && nearerEnglish(list[place].word));
  if (best.cover < company && poor) return null;
  const doubtful = list[place].word.length <= short && best.cover < company && second;
  return doubtful && best.rating - second.rating < lead ? null : best.word;
}

function nearerEnglish(word) {
  for (const [other, { telling }] of base.words) if (telling !== null && edits(word, other, 1) <= 1) return true;
  return false;
}

function coverOf(term, weight, found) {
  const { asked, impacts } = term;
  let most = 0;
  asked.forEach((inquiry, at) => {
    if (found[inquiry] > 0) most = Math.max(most, found[inquiry] + weight * impacts[at]);
  });
  return most;
}

// For each question the sum over the concepts of the best weight times impact.
function score(wanted) {
  const sums = new Float64Array(base.total), best = new Float64Array(base.total);
  for (let at = 0; at < wanted.length;) {
    const touched = [], concept = wanted[at].concept;
    for (; at < wanted.length && wanted[at].concept === concept; at++) {
      const { term, weight } = wanted[at];
      const { asked, impacts } = term;
      asked.forEach((inquiry, place) => {
        const worth = weight * impacts[place];
        if (!best[inquiry]) touched.push(inquiry);
        if (worth > best[inquiry]) best[inquiry] = worth;
      });
    }
    for (const inquiry of touched) {
      sums[inquiry] += best[inquiry];
      best[inquiry] = 0;
    }
  }
  return sums;
}

// What is asked: the words as concepts, each with its weight and all the terms that meet it.
function parse(text) {
  const corrections = new Map();
  const all = read(typedWords(text), corrections);
  const list = all.filter((each) => !isGrammar(each.word));
  const concepts = [];
  for (const [start, end] of divided(list)) {
    if (end - start > 1 || !base.asking.has(list[start].word)) concepts.push(...conceptsOf(list.slice(start, end)));
  }
  const told = new Set(concepts.flatMap((concept) => concept.words));
  const little = [...new Set(list.map((each) => each.word).filter((word) => !told.has(word)))];
  const telling = concepts.slice();
  if (concepts.length || little.length > 1) concepts.push(...little.map(grammar).filter(Boolean));
  return { text, corrections, concepts, telling, topic: topicOf(all.map((each) => each.word)) };
}

function* divided(list) {
  const keys = list.map((each) => keyOf([each.word]));
  for (let place = 0; place < list.length;) {
    let end = Math.min(keys.length, place + base.longest);
    for (; end > place + 1; end--) {
      const key = keys.slice(place, end).join(" ");
      if (base.synonyms.has(key) || base.related.has(key)) break;
    }
    yield [place, end];
    place = end;
  }
}

function conceptsOf(list) {
  const said = list.map((each) => each.word);
  const standing = standingFor(list);
  const weights = list.map(weightOf);
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return list.map((each, at) => {
    const tier = each.tier || EXACT;
    const ways = new Map();
    for (const key of each.completions.length ? each.completions.map(String) : [keyOf([each.word])]) {
      ways.set(key, { written: each.word, tier, worth: base.tiers[tier] });
    }
    for (const [key, way] of standing) {
      const worth = way.worth * (list.length > 1 ? weights[at] / length : 1);
      if (!ways.has(key) || ways.get(key).worth < worth) ways.set(key, { ...way, worth });
    }
    const alternatives = [];
    for (const [key, way] of ways) {
      const term = termOf(key);
      if (term) alternatives.push({ ...way, term });
    }
    return { words: said, word: each.word, typed: each.typed, weight: weights[at], alternatives, grammar: false };
  });
}

// The term of a key, if there is one: it may tell so little that no question is compared by it.
function termOf(key) {
  const term = base.terms[base.phrases.has(key) ? base.phrases.get(key) : Number(key)];
  return term && term.weight ? term : null;
}

function standingFor(list) {
  const key = list.map((each) => keyOf([each.word])).join(" ");
  const tier = list.some((each) => each.tier === CLOSE) ? CLOSE : EXACT;
  const terms = new Map();
  if (list.length > 1) terms.set(key, { written: list.map((each) => each.word).join(" "), tier, worth: base.tiers[tier] });
  for (const [other, written] of base.synonyms.get(key) || []) {
    if (other !== key) terms.set(other, { written, tier: ALIAS, worth: base.tiers[ALIAS] });
  }
  const near = base.related.get(key);
  if (near && !terms.has(near[0])) terms.set(near[0], { written: near[1], tier: RELATED, worth: base.tiers[RELATED] });
  return terms;
}

function grammar(word) {
  const term = termOf(keyOf([word]));
  if (!term || !term.asked.length) return null;
  return { words: [word], word, typed: word, weight: term.weight, alternatives: [{ term, written: word, tier: EXACT, worth: 1 }], grammar: true };
}

function weightOf(each) {
  const terms = (each.completions.length ? each.completions.map(String) : [keyOf([each.word])]).map(termOf).filter(Boolean);
  if (terms.length) return Math.max(...terms.map((term) => term.weight));
  const telling = base.words.get(each.word)?.telling ?? null;
  return telling === null ? 1 : Math.max(base.grammar, telling);
}

function topicOf(list) {
  const everywhere = (word) => { const term = termOf(keyOf([word])); return term && term.facts.size >= base.ubiquitous && list.length > 1; };
  const telling = list.filter((word) => !isGrammar(word) && !everywhere(word));
  return base.topics.get(list.join(" ")) ?? base.topics.get(telling.join(" ")) ?? null;
}
