//! Ratings of two things at once: whoever finds one good and the other bad cannot answer.

use super::lexicon::{Lexicon, is_one};
use super::said::{Said, Word};

/// Letters that the same word in two genders has in common at least: `clientes y clientas`.
const STEM_LETTERS_MIN: usize = 4;
/// Letters in which two genders of a word differ at most.
const ENDING_LETTERS_MAX: usize = 3;
/// Words between `entre` and the conjunction that belongs to it at most.
const BETWEEN_WORDS_MAX: usize = 6;

/// Gives the words that ask for two things, as they stand in the text; nothing where it asks for
/// one. When in doubt, it is one.
pub(super) fn two_things(said: &Said, lexicon: &Lexicon) -> Option<String> {
    if said.count("?") > 1 {
        return Some("? … ?".to_string());
    }
    let asked = asked(&said.words, lexicon);
    if let Some(joint) = Said::of(asked.to_vec()).first(lexicon.joints) {
        return Some(joint.replace(" / ", "/"));
    }
    let is_joint = |at: &usize| is_one(lexicon.conjunctions, &asked[*at].text);
    (0..asked.len()).filter(is_joint).find_map(|at| {
        let (left, right) = sides(asked, at, lexicon)?;
        let is_two = !are_one(left, right, lexicon) && !is_aside(&asked[..at], lexicon);
        is_two.then(|| format!("{} {} {}", left.text, asked[at].text, right.text))
    })
}

/// Gives the part of a text in which something is asked: without what leads up to it.
fn asked<'a>(words: &'a [Word], lexicon: &Lexicon) -> &'a [Word] {
    let Some(end) = words.iter().rposition(|word| word.text == "?") else { return words };
    let words = &words[..end];
    if let Some(start) = words.iter().rposition(|word| word.text == "¿") {
        return after_comma(&words[start + 1..], lexicon);
    }
    let ends = |word: &Word| matches!(word.text.as_str(), "." | "!" | ":" | "?");
    let start = words.iter().rposition(ends).map_or(0, |at| at + 1);
    after_comma(&words[start..], lexicon)
}

/// Leaves out what stands before a comma after which a question opens: "thinking of …, how …".
fn after_comma<'a>(words: &'a [Word], lexicon: &Lexicon) -> &'a [Word] {
    let opens = |pair: &[Word]| pair[0].text == "," && is_one(lexicon.openers, &pair[1].text);
    words.windows(2).position(opens).map_or(words, |at| &words[at + 1..])
}

/// Gives the words that a conjunction joins.
fn sides<'a>(words: &'a [Word], at: usize, lexicon: &Lexicon) -> Option<(&'a Word, &'a Word)> {
    let mut left = words[..at].iter().rev();
    let left = match left.next()? {
        comma if comma.text == "," => left.next()?,
        word => word,
    };
    let mut after = words[at + 1..].iter();
    let right = after.clone().find(|word| !is_one(lexicon.small, &word.text));
    let right = right.or_else(|| after.next())?;
    (!left.is_mark && !right.is_mark).then_some((left, right))
}

/// Tells whether two words that are joined are one thing.
fn are_one(left: &Word, right: &Word, lexicon: &Lexicon) -> bool {
    let both = [left.text.as_str(), right.text.as_str()];
    let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    both.iter().any(|word| is_number(word) || is_one(lexicon.pronouns, word))
        || lexicon.pairs.iter().any(|(one, two)| both == [*one, *two] || both == [*two, *one])
        || lexicon.alike.iter().any(|group| both.iter().all(|word| is_one(group, word)))
        || (left.is_name && right.is_name)
        || is_same_stem(both)
}

/// Tells whether two words are one in two genders.
fn is_same_stem([left, right]: [&str; 2]) -> bool {
    let pairs = left.chars().zip(right.chars());
    let common = pairs.take_while(|(one, two)| one == two).count();
    let longest = left.chars().count().max(right.chars().count());
    common >= STEM_LETTERS_MIN && longest - common <= ENDING_LETTERS_MAX
}

/// Tells whether a conjunction, seen from what stands before it, joins no things that are asked
/// about: in an aside ("when you called and …") or after `between`.
fn is_aside(before: &[Word], lexicon: &Lexicon) -> bool {
    let start = before.iter().rposition(|word| word.is_mark).map_or(0, |at| at + 1);
    let clause = &before[start..];
    let near = &clause[clause.len().saturating_sub(BETWEEN_WORDS_MAX)..];
    clause.iter().any(|word| is_one(lexicon.asides, &word.text))
        || near.iter().any(|word| word.text == lexicon.between)
}
