// Rank the facts that a query meets, or say that there is no answer.  As retrieval/covers.py, rank.py, danger.py and
// notices.py.

const FACT = 0, GAP = 1, NOTICE = 2, ABOUT = 3;
const hundredths = (score) => Math.round(score * 100) / 100;
const most = (numbers) => { let best = 0; for (const each of numbers) if (each > best) best = each; return best; };

// How well what the base is asked covers a query: the best question of each owner, and all of them.
class Covers {
  constructor(query) {
    this.query = query;
    const square = Math.sqrt(query.concepts.reduce((sum, each) => sum + each.weight ** 2, 0)) || 1;
    const whole = query.concepts.reduce((sum, each) => sum + each.weight, 0) || 1;
    this.best = [FACT, GAP, NOTICE, ABOUT].map(() => new Map());
    const found = score(this.wanted(square));
    found.forEach((cover, inquiry) => {
      if (cover < base.cover.faint) return;
      const [kind, number] = this.owner(base.owner[inquiry]);
      const known = this.best[kind].get(number);
      if (!known || cover > known.cover) this.best[kind].set(number, { cover: Math.min(cover, 1), inquiry });
    });
    this.together = this.best.map(() => new Map());
    this.sum(whole);
  }

  owner(owner) {
    const kind = base.firsts.findLastIndex((first) => first <= owner);
    return [kind, owner - base.firsts[kind]];
  }

  wanted(whole) {
    return this.query.concepts.flatMap((each, concept) => each.alternatives.map((way) => ({
      concept, term: way.term, weight: (each.weight * way.worth) / whole,
    })));
  }

  sum(whole) {
    const sums = new Map();
    for (const each of this.query.concepts) {
      const best = new Map();
      for (const way of each.alternatives) {
        for (const [owner, held] of way.term.held) {
          const share = (each.weight * way.worth * held) / whole;
          if (share > (best.get(owner) || 0)) best.set(owner, share);
        }
      }
      for (const [owner, share] of best) sums.set(owner, (sums.get(owner) || 0) + share);
    }
    for (const [owner, share] of sums) {
      const [kind, number] = this.owner(owner);
      this.together[kind].set(number, share);
    }
  }

  cover(kind, number) {
    return this.best[kind].get(number)?.cover ?? 0;
  }

  most(kind) {
    return most([...this.best[kind].values()].map((each) => each.cover));
  }

  nearness(kind) {
    const near = new Map();
    for (const [number, share] of this.together[kind]) near.set(number, this.cover(kind, number) + base.cover.together * share);
    return near;
  }

  // Whether the best question of one owner holds the term.
  holds(kind, number, term) {
    const best = this.best[kind].get(number);
    return best !== undefined && has(term.asked, best.inquiry);
  }

  // How much likelier the words of the query are in questions of this kind than in others.
  leaning(kind) {
    const { bound, prior } = base.cover;
    const from = base.starts[base.firsts[kind]], to = base.starts[base.firsts[kind + 1]];
    let sum = 0;
    for (const { alternatives } of this.query.concepts) {
      if (!alternatives.length) continue;
      const { term } = alternatives.reduce((best, way) => (way.worth > best.worth ? way : best));
      const own = term.asked.filter((inquiry) => inquiry >= from && inquiry < to).length;
      const more = (prior * term.asked.length) / base.total;
      const inside = (own + more) / (to - from + prior);
      const outside = (term.asked.length - own + more) / (base.total - (to - from) + prior);
      if (term.asked.length) sum += Math.max(-bound, Math.min(bound, Math.log(inside / outside)));
    }
    return sum;
  }
}

function has(sorted, number) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < number) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === number;
}

const stemIn = (set, concept) => set.has(keyOf([concept.word]));
const treated = (concept) => base.danger.treated.has(keyOf(concept.words));
const alarms = (concept) => stemIn(base.danger.alarm, concept) && !treated(concept);

function asksForSafety(query) {
  const typed = words(query.text);
  const sentence = typed.some(isGrammar);
  const meant = (concept) => stemIn(base.danger.kinds, concept) || concept.alternatives.some((way) =>
    (way.tier === ALIAS || way.tier === RELATED) && base.danger.kinds.has(String(way.term.term)));
  return speaksOfIt(query)
    || query.concepts.some((each) => !treated(each)
      && (alarms(each) || meant(each) || (sentence && stemIn(base.danger.worry, each))));
}

function speaksOfIt(query) {
  const spoken = ` ${keyOf(words(query.text))} `;
  return base.danger.phrases.some((phrase) => spoken.includes(` ${phrase} `));
}

function asksNothingElse(query) {
  return (query.concepts.some(alarms) || speaksOfIt(query)) && !query.concepts.some((each) => !each.grammar && !alarms(each)
    && !stemIn(base.danger.worry, each) && (base.words.get(each.word)?.telling || 1) >= base.danger.everyday
    && each.alternatives.every((way) => way.term.facts.size < base.ubiquitous));
}

// What answers the text: { query, hits: [number], total, gap, unsaid, suggestions, notices, about }.
function search(text) {
  const query = parse(text);
  const covers = new Covers(query);
  return withNotices(answered(query, covers), covers);
}

function answered(query, covers) {
  const { rank } = base;
  const about = covers.cover(ABOUT, 0) >= Math.max(rank.sources, covers.most(GAP));
  const answer = { query, about, hits: [], total: 0, gap: null, unsaid: null, suggestions: [], notices: [] };
  const safety = asksForSafety(query), general = safety && asksNothingElse(query);
  const telling = query.concepts.filter((each) => !each.grammar);
  const asked = telling.reduce((sum, each) => sum + each.weight, 0);
  if (query.topic) return withHits(answer, covers, base.pages.get(query.topic));
  const near = covers.nearness(FACT);
  const fields = fieldsOf(telling), unit = rank.good * (asked || 1);
  const scored = new Map();
  for (const number of new Set([...fields.keys(), ...near.keys()])) {
    scored.set(number, hundredths(rank.fields * Math.min(1, (fields.get(number) || 0) / unit) + rank.question * (near.get(number) || 0)));
  }
  let ordered = withSiblings(scored);
  if (safety) ordered = warningsFirst(query, covers, ordered, general);
  const top = ordered.length ? ordered[0][1] : 0;
  const gaps = covers.nearness(GAP);
  const [gap, second] = [...bestFirst(gaps).map(([number]) => number), 0, 0];
  const nearer = Math.max(0, (gaps.get(gap) || 0) - most(near.values()));
  const known = telling.filter((each) => each.alternatives.length).reduce((sum, each) => sum + each.weight, 0) / (asked || 1);
  const same = asked ? base.cover.same : base.cover.meant;
  const sure = top * Math.sqrt(covers.most(FACT) >= same ? 1 : known) - rank.doubt * nearer;
  const typed = covers.cover(GAP, gap) >= same && covers.most(FACT) < same;
  const isNear = (number, beside) => (asked || covers.cover(GAP, number) >= same)
    && (gaps.get(number) || 0) >= Math.max(rank.gap, rank.beside * beside);
  if (!ordered.length || typed || (sure < rank.bar * (safety ? rank.wary : 1) && !general)) {
    if (!isNear(gap, 0)) return { ...answer, suggestions: suggested(ordered) };
    const unsaid = isNear(second, gaps.get(gap)) ? second : null;
    return { ...answer, gap, unsaid, suggestions: base.gaps[gap].near.slice(0, rank.suggestions) };
  }
  return withHits({ ...answer, unsaid: isNear(gap, most(near.values())) ? gap : null }, covers, ordered.filter(([, points]) => points >= rank.hit * top).map(([number]) => number));
}

function withHits(answer, covers, hits) {
  return { ...answer, hits, total: hits.length, leftOut: leftOut(answer.query, covers, hits.slice(0, base.shown)) };
}

// For each fact the sum over the concepts of the best weight times impact in its own words.
function fieldsOf(concepts) {
  const sums = new Map();
  for (const concept of concepts) {
    const best = new Map();
    for (const way of concept.alternatives) {
      for (const [fact, impact] of way.term.facts) {
        const points = concept.weight * way.worth * impact;
        if (points > (best.get(fact) || 0)) best.set(fact, points);
      }
    }
    for (const [fact, points] of best) sums.set(fact, (sums.get(fact) || 0) + points);
  }
  return sums;
}

const bestFirst = (scored) => [...scored].sort((a, b) => b[1] - a[1] || a[0] - b[0]);

// What is drawn from the same passages as the best facts shares their scores.
function withSiblings(scored) {
  const { lending, sibling } = base.rank;
  const top = most(scored.values()), found = new Map(scored);
  for (const [number, points] of scored) {
    if (points < lending * top) continue;
    for (const [other, share] of base.siblings.get(number) || []) {
      const lent = hundredths(sibling * points * share);
      if (lent > (found.get(other) || 0)) found.set(other, lent);
    }
  }
  return bestFirst(found);
}

function warningsFirst(query, covers, ordered, general) {
  const { danger } = base;
  const dangerous = (concept) => ["alarm", "worry", "kinds"].some((kind) => stemIn(danger[kind], concept));
  const terms = query.concepts.filter(dangerous).flatMap((each) => each.alternatives.map((way) => way.term));
  const met = new Set(ordered.map(([number]) => number).filter((number) => terms.some((term) => covers.holds(FACT, number, term))));
  const found = new Map(ordered.map(([number, points]) =>
    [number, base.warnings.has(number) || met.has(number) ? points : hundredths(danger.unmoved * points)]));
  const top = most(found.values()), sorted = bestFirst(found);
  let first = sorted.filter(([number, points]) => base.warnings.has(number) && points >= danger.warned * top).map(([number]) => number);
  const all = general ? allWarnings(query, covers, ordered, met) : [];
  if (all.length) first = all;
  const lifted = new Map(first.map((number) => [number, Math.max(top, danger.least)]));
  return [...lifted, ...sorted.filter(([number]) => !lifted.has(number))];
}

// All warnings: what is asked for in so many words and the nearest, then in turns those of their pages and of all.
function allWarnings(query, covers, ordered, met) {
  const { danger } = base;
  const says = (number) => covers.cover(FACT, number) >= danger.says;
  const found = ordered.map(([number]) => number).filter((number) => base.warnings.has(number));
  const near = found.filter((number, place) => place === 0 || says(number));
  const homes = [...new Set(near.map((number) => base.homes[number]))];
  const pages = homes.map((home) => base.cautions.get(home) || []);
  if (query.concepts.some(alarms)) pages.push([...base.warnings]);
  const turns = [];
  for (let turn = 0; turn < Math.max(0, ...pages.map((page) => page.length)); turn++) {
    for (const page of pages) if (turn < page.length) turns.push(page[turn]);
  }
  const more = [...new Set([...near, ...turns, ...base.warnings])];
  const said = ordered.map(([number]) => number).filter((number) => met.has(number) && !base.warnings.has(number) && says(number));
  more.splice(danger.before, 0, ...said.slice(0, danger.said));
  return more;
}

function suggested(ordered) {
  const { suggestions, near } = base.rank;
  const homes = ordered.slice(0, 4 * suggestions).filter(([, points]) => points >= near).map(([number]) => base.homes[number]);
  return [...new Set(homes)].slice(0, suggestions);
}

// Telling words that all hits do without.
function leftOut(query, covers, hits) {
  if (!hits.length || query.topic) return [];
  const met = (concept) => concept.alternatives.some(({ term }) => hits.some((number) => term.facts.has(number) || covers.holds(FACT, number, term)));
  const tells = (each) => each.weight >= (each.alternatives.length ? base.rank.telling : base.rank.everyday);
  return [...new Set(query.concepts.filter((each) => !each.grammar && tells(each) && !met(each)).map((each) => each.typed))];
}

function withNotices(answer, covers) {
  const { lean, needed, alone, inAnyCase } = base.notice;
  const nearest = covers.most(NOTICE), asked = Math.max(covers.most(FACT), covers.most(GAP));
  const danger = covers.best[NOTICE].size ? nearest - asked + lean * covers.leaning(NOTICE) : 0;
  const meant = nearest >= base.cover.same && nearest > asked;
  const called = new Set();
  const found = answer.gap !== null ? base.gaps[answer.gap].notice : answer.hits.length ? base.calls.get(answer.hits[0]) : null;
  if (found) called.add(found);
  if (meant || (danger >= needed && asked < base.cover.same)) {
    called.clear();
    base.notices.forEach((name, number) => { if (covers.cover(NOTICE, number) === nearest) called.add(name); });
  }
  if (!called.size) return answer;
  const subject = answer.query.concepts.some((each) => each.alternatives.some((way) => way.term.facts.size >= base.ubiquitous));
  if (meant || danger >= (nearest <= asked || subject ? inAnyCase : alone)) answer = { ...answer, hits: [], total: 0, gap: null, unsaid: null, suggestions: [] };
  return { ...answer, notices: base.notices.filter((name) => called.has(name)), only: !answer.hits.length && answer.gap === null };
}
