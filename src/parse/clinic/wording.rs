//! How one text is worded: two questions in one, questions that lead, absolutes, double negatives,
//! and length.

use crate::ground::Words;
use crate::words;

use super::double;
use super::fault::Fault;
use super::lexicon::{Lexicon, is_one};
use super::said::{self, Said, Word};

/// Words of a question that is read at once.
const WORDS_MAX: usize = 25;
/// Words between two negations that meet at most.
const APART_MAX: usize = 5;
/// Words after `our` among which praise stands: `nuestro servicio excelente`.
const PRAISE_WITHIN: usize = 2;

/// What kind of answer a text asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// A point on a scale.
    Rated,
    /// Something that can be chosen.
    Chosen,
    /// Own words, a number or a date.
    Freely,
}

/// Looks at a text; `name` is that of its question or row.
pub(super) fn faults(name: &str, text: &str, answered: Answered, lexicon: &Lexicon) -> Vec<Fault> {
    let said = Said::new(text);
    let is_rated = answered == Answered::Rated;
    let is_closed = answered != Answered::Freely;
    let double = is_rated.then(|| double::two_things(&said, lexicon)).flatten();
    let found = [
        double.map(|what| two_things(name, &what)),
        leading(&said, lexicon).map(|what| leads(name, &what)),
        is_closed.then(|| absolute(&said, lexicon)).flatten().map(|what| asks_for(name, &what)),
        is_closed.then(|| negated(&said, lexicon)).flatten().map(|what| twice(name, &what)),
        too_long(name, said::length(text)),
    ];
    found.into_iter().flatten().collect()
}

fn two_things(name: &str, what: &str) -> Fault {
    let message = words!(
        "`{name}` pregunta dos cosas a la vez: `{what}`",
        "`{name}` asks two things at once: `{what}`"
    );
    let help = Words::new(
        "haz una pregunta de cada cosa: quien vio bien una y mal la otra no puede contestar",
        "ask about each on its own: who found one good and the other bad cannot answer",
    );
    Fault::new(message, help)
}

/// Gives the words that lead to an answer.
fn leading(said: &Said, lexicon: &Lexicon) -> Option<String> {
    let phrase = said.first(lexicon.leading).map(|phrase| phrase.replace(" ,", ","));
    phrase.or_else(|| (0..said.words.len()).find_map(|at| praised(&said.words[at..], lexicon)))
}

/// Gives a stretch that begins with whose it is and praises it: `nuestro excelente`.
fn praised(words: &[Word], lexicon: &Lexicon) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let within = match first.text.as_str() {
        word if is_one(lexicon.owners, word) => PRAISE_WITHIN,
        word if is_one(lexicon.articles, word) => 1,
        _ => return None,
    };
    let near = rest.iter().take(within).take_while(|word| !word.is_mark);
    let count = near.clone().position(|word| is_one(lexicon.praise, &word.text))? + 1;
    let told = near.take(count).map(|word| word.text.as_str());
    Some([first.text.as_str()].into_iter().chain(told).collect::<Vec<_>>().join(" "))
}

fn leads(name: &str, what: &str) -> Fault {
    let message =
        words!("`{name}` sugiere la respuesta: `{what}`", "`{name}` suggests the answer: `{what}`");
    let help = Words::new(
        "pregunta sin opinar, de modo que la respuesta contraria cueste lo mismo",
        "ask without an opinion of your own, so that the contrary is as easy to answer",
    );
    Fault::new(message, help)
}

/// Gives an absolute to which few can say yes. A text with both ends tells a scale.
fn absolute(said: &Said, lexicon: &Lexicon) -> Option<String> {
    let said = said.without(lexicon.hedges);
    match (said.first(lexicon.always), said.first(lexicon.never)) {
        (Some(_), Some(_)) | (None, None) => None,
        (one, other) => one.or(other).map(str::to_string),
    }
}

fn asks_for(name: &str, what: &str) -> Fault {
    let message =
        words!("`{name}` pide un absoluto: `{what}`", "`{name}` asks for an absolute: `{what}`");
    let help = Words::new(
        "pregunta cuántas veces, o por la última vez: una sola excepción obliga a decir que no",
        "ask how often, or about the last time: a single exception makes people say no",
    );
    Fault::new(message, help)
}

/// Gives two negations that meet in one clause.
fn negated(said: &Said, lexicon: &Lexicon) -> Option<String> {
    let said = said.without(lexicon.idle_negators);
    let is_negator = |at: &usize| is_one(lexicon.negators, &said.words[*at].text);
    (0..said.words.len()).filter(is_negator).find_map(|at| {
        let after = &said.words[at + 1..];
        let near = after.iter().take(APART_MAX + 1);
        let mut near = near.take_while(|word| !word.is_mark && word.text != lexicon.or);
        let second = near.find(|word| is_one(lexicon.negatives, &word.text))?;
        Some(format!("{} … {}", said.words[at].text, second.text))
    })
}

fn twice(name: &str, what: &str) -> Fault {
    let message = words!("`{name}` niega dos veces: `{what}`", "`{name}` negates twice: `{what}`");
    let help = Words::new(
        "dilo en positivo: con dos negaciones no se sabe qué significa contestar que no",
        "say it without negations: with two nobody knows what no means as an answer",
    );
    Fault::new(message, help)
}

fn too_long(name: &str, length: usize) -> Option<Fault> {
    (length > WORDS_MAX).then(|| {
        let message = words!("`{name}` tiene {length} palabras", "`{name}` is {length} words long");
        let help = words!(
            "acórtala a {WORDS_MAX} o menos, y deja lo que explica fuera de la pregunta",
            "cut it to {WORDS_MAX} or fewer, and leave what explains out of the question"
        );
        Fault::new(message, help)
    })
}
