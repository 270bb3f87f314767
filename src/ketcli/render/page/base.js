// What the page was given to search in, as the other parts ask for it.

let base = null;

const setOf = (list) => new Set(list);

async function load() {
  const [length, text] = document.getElementById("page:index").textContent.split(" ");
  const bytes = bytesOf(text);
  const head = await inflated(bytes.subarray(0, Number(length)));
  base = { ...head, ...indexOf(head, bytes.subarray(Number(length))) };
  base.ignored = new RegExp(head.ignored, "gu");
  base.spellings = [...base.words].filter(([word, { stem }]) => stem >= 0 && !/^\d+$/.test(word)).map(([word]) => word);
  for (const name of ["fillers", "asking", "contractions", "coordinators", "kept", "warnings"]) base[name] = setOf(head[name]);
  base.phrases = new Map(head.phrases.map((parts, place) => [parts.join(" "), head.terms + place]));
  const key = (phrase) => { const all = words(phrase), telling = all.filter((word) => !isGrammar(word)); return keyOf(telling.length ? telling : all); };
  base.synonyms = new Map();
  for (const group of head.synonyms) {
    const members = group.map((phrase) => [key(phrase), phrase]);
    for (const [name] of members) if (!base.synonyms.has(name)) base.synonyms.set(name, members);
  }
  base.related = new Map();
  for (const [to, ...others] of head.related) {
    for (const other of others) if (!base.related.has(key(other))) base.related.set(key(other), [key(to), to]);
  }
  base.topics = new Map(head.topics.flatMap(([id, title]) => [[words(id).join(" "), id], [words(title).join(" "), id]]));
  base.pages = new Map(head.topics.map(([id, , page]) => [id, page]));
  base.cautions = new Map(head.cautions);
  base.siblings = new Map(head.siblings);
  base.calls = new Map(head.calls);
  base.ubiquitous = head.ubiquitous * head.facts.length;
  const { alarm, worry, kinds, phrases, treated } = head.danger;
  const stems = (list) => list.map((phrase) => keyOf(phrase.split(" ")));
  const sets = { alarm, worry, kinds, treated };
  for (const name in sets) sets[name] = setOf(stems(sets[name]));
  base.danger = { ...head.danger, ...sets, phrases: stems(phrases) };
}
