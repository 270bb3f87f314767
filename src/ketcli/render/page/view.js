// What the reader types, and what is shown of the answer; everything is written as text, never as markup.

const part = (name) => document.getElementById(`page:${name}`);
const input = part("query");
let asked = "", all = false, spoken = 0;

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function link(id, text) {
  const made = element("a", text);
  made.href = `#${id}`;
  return made;
}

const line = (...content) => element("p", ...content);
const quoted = (list) => list.map((word) => `“${word}”`).join(", ");
const gapTitle = (number) => document.getElementById(`gap:${base.gaps[number].id}`).textContent.trim();
const titleOf = (id) => document.getElementById(`topic:${id}`).querySelector("h1").textContent;

function show(text) {
  if (text !== asked) all = false;
  asked = text;
  const searching = text.trim() !== "";
  document.body.classList.toggle("searching", searching);
  part("found").hidden = !searching;
  if (!searching) return say("");
  if (!base) return say("Reading the index …");
  const answer = tooLong(text) ? null : search(text);
  if (!answer) return say("That is too long to look for; use fewer words.");
  part("asked").textContent = `“${text.trim()}”`;
  part("notice").replaceChildren(...answer.notices.map((id) => {
    const made = line(document.getElementById(`notice:${id}`).textContent);
    made.className = "notice";
    return made;
  }));
  part("notes").replaceChildren(...notesOn(answer).map((note) => (note instanceof Node ? note : line(note))));
  part("silence").replaceChildren(...(answer.hits.length || answer.only ? [] : silenceOf(answer)));
  const shown = all ? answer.hits : answer.hits.slice(0, base.shown);
  part("hits").replaceChildren(...shown.map(card));
  part("more").hidden = shown.length === answer.total;
  part("more").textContent = `Show all ${answer.total} facts`;
  part("differ").replaceChildren(...differing(shown));
  say(summary(answer, shown.length));
}

const tooLong = (text) => text.length > base.limits.characters || typedWords(text).length > base.limits.words;

// What a screen reader is told, once the reader stops typing.
function say(text) {
  clearTimeout(spoken);
  spoken = setTimeout(() => { part("status").textContent = text; }, 400);
}

function summary(answer, shown) {
  const notice = answer.notices.length ? "Please read the notice first. " : "";
  if (answer.total) return `${notice}${shown} of ${answer.total} ${answer.total === 1 ? "fact" : "facts"}`;
  return notice || "No source answers that.";
}

// A fact as it stands on the page of its topic, without its name, which no two may have.
function card(number) {
  const made = document.getElementById(base.facts[number]).cloneNode(true);
  made.removeAttribute("id");
  return made;
}

// What was read otherwise than it was typed.
function notesOn(answer) {
  const { query, leftOut } = answer, notes = [];
  for (const [typed, word] of query.corrections) notes.push(`“${typed}” read as “${word}”`);
  if (answer.hits.length) {
    const said = new Map();
    for (const { words, alternatives } of query.telling) {
      for (const { tier, written, term } of alternatives) {
        if (tier !== ALIAS && tier !== RELATED) continue;
        if (answer.hits.slice(0, base.shown).some((number) => term.facts.has(number))) said.set(words.join(" "), [tier, written]);
      }
      const own = termOf(words.length > 1 ? keyOf(words) : keyOf([words[0]]));
      if (own && own.facts.size) said.delete(words.join(" "));
    }
    for (const [typed, [tier, written]] of said) notes.push(tier === RELATED ? `No source names “${typed}”; this is on “${written}”` : `“${typed}” taken for “${written}”`);
    if (leftOut.length) notes.push(`${quoted(leftOut)} ignored`);
    if (answer.unsaid !== null) notes.push(line("Not in any source: ", link(`gap:${base.gaps[answer.unsaid].id}`, gapTitle(answer.unsaid)), "."));
  }
  return notes;
}

function silenceOf(answer) {
  if (answer.about) return [line("That is about the texts themselves: ", link("page:sources", "what kind of texts they are"))];
  const nearest = answer.suggestions.map((id) => element("li", link(`topic:${id}`, titleOf(id))));
  const near = nearest.length ? [line("What comes nearest:"), element("ul", ...nearest)] : [line(link("page:home", "All topics"))];
  if (answer.gap !== null) {
    const unsaid = [answer.gap, answer.unsaid].filter((gap) => gap !== null).map((gap) => element("strong", gapTitle(gap)));
    const said = line("No source says anything on ", ...unsaid.flatMap((title, place) => (place ? [", or on ", title] : [title])), ".");
    return [said, line(link(`gap:${base.gaps[answer.gap].id}`, base.ask ? `What else is not said, to ask ${base.ask}` : "What else is not said")), ...near];
  }
  const strange = answer.query.telling.filter((each) => !each.alternatives.length).map((each) => each.typed);
  if (strange.length) return [line(`No fact here mentions ${quoted([...new Set(strange)])}.`), ...near];
  return [line(answer.query.telling.length ? "No fact here answers that." : `Add a word that says what it is about${base.example ? `, such as ${base.example}` : ""}.`), ...near];
}

// The questions on which sources differ and one of these facts is on a side.
function differing(numbers) {
  const names = new Set(numbers.flatMap((number) => base.sides.filter(([, facts]) => facts.includes(number)).map(([id]) => id)));
  if (!names.size) return [];
  const items = [...names].map((id) => element("li", link(`conflict:${id}`, document.getElementById(`conflict:${id}`).querySelector("h2").textContent)));
  return [element("h2", "They differ"), element("ul", ...items)];
}

// The address says what is looked for, so that the browser's own way back leads back to it.
function addressed() {
  const found = /^#q=(.*)$/s.exec(location.hash);
  let text = "";
  try {
    text = found ? decodeURIComponent(found[1]) : "";
  } catch {
    text = found[1];
  }
  if (text.trim() !== input.value.trim()) input.value = text;
  show(text);
}

function typed() {
  const text = input.value;
  history.replaceState(null, "", text.trim() ? `#q=${encodeURIComponent(text)}` : "#");
  show(text);
}

input.addEventListener("input", typed);
part("form").addEventListener("submit", (event) => event.preventDefault());
part("more").addEventListener("click", () => {
  all = true;
  const place = part("hits").children.length;
  show(asked);
  part("hits").children[place]?.querySelector("a").focus();
});
addEventListener("hashchange", addressed);
part("form").hidden = false;
if (part("examples")) part("examples").hidden = false;
addressed();
load().then(() => { if (asked) show(asked); }, () => {
  part("form").hidden = true;
  say("This browser cannot read the index of the search; all else works.");
});
