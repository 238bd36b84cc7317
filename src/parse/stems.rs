//! Stems of a text: which words it is made of, whatever their endings.

use std::cell::RefCell;
use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;
use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use super::stops;
use super::transcript::Transcript;
use crate::model::Stem;

/// Stems that are kept of a document.
const STEMS_MAX: usize = 64;

/// A word of the title counts as so many, one of a heading as so many.
const TITLE_COUNT: u32 = 4;
const HEADING_COUNT: u32 = 2;

/// Words with fewer letters say little.
const LETTERS_MIN: usize = 3;

/// What is longer is no word.
const WORD_BYTES_MAX: usize = 64;

/// Words that a thread remembers the stems of: so many sets of so many.
const SETS: usize = 1 << 12;
const SET: usize = 4;

/// Gives the stems of a document, sorted, in the language of its text.
pub(super) fn stems(title: &str, transcript: &Transcript, language: &str) -> Box<[Stem]> {
    KNOWN.with_borrow_mut(|known| {
        let mut count = Count::new(known, language);
        count.text(title, TITLE_COUNT);
        let text = transcript.text.as_str();
        let mut end = 0;
        for Range { start, end: next } in transcript.headings.iter().cloned() {
            count.text(&text[end..start], 1);
            count.text(&text[start..next], HEADING_COUNT);
            end = next;
        }
        count.text(&text[end..], 1);
        heaviest(&mut known.found)
    })
}

/// Keeps the heaviest stems, of equals the first.
fn heaviest(found: &mut [Found]) -> Box<[Stem]> {
    let place = |key: u64| usize::try_from(key & u64::from(u32::MAX)).unwrap_or(usize::MAX);
    let places = || 0u64..;
    // Words of one stem become one, at the place of the first.
    let codes = found.iter().map(|one| u64::from(Stem::new(one.stem, 1).code()) << 32);
    let mut keys: Vec<u64> = codes.zip(places()).map(|(code, place)| code | place).collect();
    keys.sort_unstable();
    keys.dedup_by(|next, first| {
        let is_same = *next >> 32 == *first >> 32;
        if is_same {
            found[place(*first)].count += found[place(*next)].count;
        }
        is_same
    });
    for key in &mut keys {
        let rare = u32::MAX - found[place(*key)].count;
        *key = u64::from(rare) << 32 | *key & u64::from(u32::MAX);
    }
    if keys.len() > STEMS_MAX {
        keys.select_nth_unstable(STEMS_MAX);
        keys.truncate(STEMS_MAX);
    }
    let kept = keys.iter().map(|key| &found[place(*key)]);
    let mut stems: Vec<Stem> = kept.map(|one| Stem::new(one.stem, weight(one.count))).collect();
    stems.sort_unstable();
    stems.into()
}

/// Weighs a count: twice its binary logarithm, and two for the first.
fn weight(count: u32) -> u32 {
    let log = count.max(1).ilog2();
    let half = if log > 0 { count >> (log - 1) & 1 } else { 0 };
    2 * log + half + 2
}

/// A word that was found, at its place among those that count.
struct Found {
    /// The hash of its stem.
    stem: u64,
    /// How often it stands there.
    count: u32,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::new(Known::new());
}

/// Words and their stems, as far as a thread remembers them. A word has its place in a set of few;
/// who comes later takes the place of the one that was not met for longest.
struct Known {
    words: Box<[[Word; SET]]>,
    /// Which text is read.
    turn: u32,
    /// What was found in it.
    found: Vec<Found>,
}

/// A word, known by its hash.
#[derive(Clone, Copy, Default)]
struct Word {
    hash: u64,
    /// The hash of its stem; zero for a word that says nothing.
    stem: u64,
    /// In which text it was last met, and where it stands among what was found there.
    turn: u32,
    at: u32,
}

impl Known {
    fn new() -> Self {
        Self { words: vec![[Word::default(); SET]; SETS].into(), turn: 0, found: Vec::new() }
    }
}

/// The words of a text, counted.
struct Count<'a> {
    known: &'a mut Known,
    language: &'a str,
    /// Keeps words of different languages apart.
    seed: u64,
}

impl<'a> Count<'a> {
    fn new(known: &'a mut Known, language: &'a str) -> Self {
        if known.turn == u32::MAX {
            *known = Known::new();
        }
        known.turn += 1;
        known.found.clear();
        let seed = xxh3_64(language.as_bytes());
        Self { known, language, seed }
    }

    /// Counts the words of a text, each as so many.
    fn text(&mut self, text: &str, count: u32) {
        each_word(text, |word| self.word(word, count));
    }

    fn word(&mut self, word: &str, count: u32) {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let mut hasher = FxHasher::default();
        hasher.write(word.as_bytes());
        hasher.write_u64(self.seed);
        let hash = hasher.finish();
        let Known { words, turn, found } = &mut *self.known;
        let set = &mut words[hash as usize % SETS];
        let known = match set.iter().position(|known| known.hash == hash) {
            Some(at) => &mut set[at],
            None => {
                let oldest = (0..SET).min_by_key(|at| set[*at].turn).unwrap_or_default();
                set[oldest] = Word { hash, stem: stem(word, self.language), turn: 0, at: 0 };
                &mut set[oldest]
            }
        };
        if known.turn == *turn {
            if let Some(found) = found.get_mut(known.at as usize) {
                found.count += count;
            }
            return;
        }
        known.turn = *turn;
        known.at = u32::MAX;
        if known.stem != 0 {
            known.at = u32::try_from(found.len()).unwrap_or(u32::MAX);
            found.push(Found { stem: known.stem, count });
        }
    }
}

/// Hashes the stem of a word; zero if the word says nothing.
fn stem(word: &str, language: &str) -> u64 {
    let lower: String = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.nfc().flat_map(char::to_lowercase).collect(),
    };
    let is_name = lower.chars().any(char::is_alphabetic);
    if lower.chars().count() < LETTERS_MIN || !is_name || stops::is_stop(&lower, language) {
        return 0;
    }
    let stem = match algorithm(language) {
        Some(algorithm) => Stemmer::create(algorithm).stem(&lower).into_owned(),
        None => lower,
    };
    xxh3_64(folded(&stem).as_bytes()).max(1)
}

/// Writes a word without the accents that hurried writers leave out; ñ is a letter of its own.
fn folded(word: &str) -> String {
    let fold = |letter| match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    word.chars().map(fold).collect()
}

/// Gives the rules for the endings of a language, by its tag: `es`, `pt-BR`.
fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match stops::base(language) {
        "es" => Algorithm::Spanish,
        "en" => Algorithm::English,
        "pt" => Algorithm::Portuguese,
        "ca" => Algorithm::Catalan,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "de" => Algorithm::German,
        _ => return None,
    })
}

/// For each first byte of a letter, how many bytes it takes between words; zero for a letter of a
/// word. What is not ASCII counts as letters but for the blocks of punctuation: Latin-1's, the
/// general one with all symbols, that of East Asia, and pictures.
static GAPS: [u8; 256] = gaps();

const fn gaps() -> [u8; 256] {
    let mut gaps = [0; 256];
    let mut byte: u8 = 0;
    while byte < u8::MAX {
        gaps[byte as usize] = match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => 0,
            0..=0x7f => 1,
            0xc2 => 2,
            0xe2 | 0xe3 => 3,
            0xf0.. => 4,
            _ => 0,
        };
        byte += 1;
    }
    gaps
}

/// Gives each run of letters and digits. Addresses (`https://…`, `ana@…`, `www.…`) are none.
fn each_word<'a>(text: &'a str, mut take: impl FnMut(&'a str)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let gap = GAPS[usize::from(bytes[at])];
        if gap == 0 {
            at += 1;
            continue;
        }
        if is_address(&bytes[start..at], &bytes[at..]) {
            let rest = bytes[at..].iter().position(u8::is_ascii_whitespace);
            at += rest.unwrap_or(bytes.len() - at);
            start = at;
            continue;
        }
        give(text, start..at, &mut take);
        at += usize::from(gap);
        start = at;
    }
    give(text, start.min(bytes.len())..bytes.len(), &mut take);
}

fn give<'a>(text: &'a str, word: Range<usize>, take: &mut impl FnMut(&'a str)) {
    if (LETTERS_MIN..=WORD_BYTES_MAX).contains(&word.len())
        && let Some(word) = text.get(word)
    {
        take(word);
    }
}

/// Tells whether an address stands where a word ends.
fn is_address(word: &[u8], rest: &[u8]) -> bool {
    match rest[0] {
        b':' => rest.starts_with(b"://"),
        b'@' => true,
        b'.' => word == b"www",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word));
        words
    }

    #[test]
    fn words_are_runs_of_letters() {
        for (text, expected) in [
            ("«El cliente», dijo Ñusta…", &["cliente", "dijo", "Ñusta"][..]),
            ("ver https://ana.example/la-ruta y www.ana.example hoy", &["ver", "hoy"]),
            ("ana@ana.example escribió", &["escribió"]),
            ("NPS—2024: a/b 🎉fin", &["NPS", "2024", "fin"]),
            ("…", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn endings_and_accents_do_not_matter() {
        for (language, one, other) in [
            ("es", "clientes", "Cliente"),
            ("es", "mediciones", "medición"),
            ("es", "atención", "atencion"),
            ("es", "medicio\u{301}n", "medición"),
            ("es-MX", "escuchando", "escuchar"),
            ("en", "listening", "Listens"),
            ("ca", "clients", "client"),
            ("xx", "Casa", "casa"),
        ] {
            assert_eq!(stem(one, language), stem(other, language), "{one} {other}");
            assert_ne!(stem(one, language), 0, "{one}");
        }
        assert_ne!(stem("año", "es"), stem("anu", "es"));
        for (language, word) in [("es", "también"), ("es", "2024"), ("en", "which"), ("es", "él")]
        {
            assert_eq!(stem(word, language), 0, "{word}");
        }
    }

    #[test]
    fn weights_grow_ever_slower() {
        let weights = [1, 2, 3, 4, 6, 8, 12, 64, 1000].map(weight);
        assert_eq!(weights, [2, 4, 5, 6, 7, 8, 9, 14, 21]);
        assert_eq!(Stem::new(u64::MAX, weight(1000)).weight(), 15);
    }

    #[test]
    fn titles_and_headings_weigh_more_and_the_order_of_reading_does_not_matter() {
        let mut transcript = Transcript::default();
        transcript.text("Una pregunta. ");
        transcript.begin_heading();
        transcript.text("Silencio");
        transcript.end_heading();
        transcript.border();
        transcript.text("Las preguntas y la escucha.");
        let of = |title: &str| {
            let stems = stems(title, &transcript, "es");
            let weight = |word: &str| {
                let code = Stem::new(stem(word, "es"), 1).code();
                stems.iter().find(|stem| stem.code() == code).map(|stem| stem.weight())
            };
            ["espera", "silencio", "pregunta", "escucha"].map(weight)
        };
        assert_eq!(of("Espera"), [Some(6), Some(4), Some(4), Some(2)]);
        let first = of("Escuchar");
        assert_eq!(of("Escuchar"), first);
        assert_eq!(first[3], Some(6), "title and text share a stem: five");
    }

    #[test]
    fn only_the_heaviest_are_kept() {
        let found = (0..200u64).map(|place| Found {
            stem: (place + 1) << 40,
            count: if place == 150 { 2 } else { 1 },
        });
        let kept = heaviest(&mut found.collect::<Vec<_>>());
        assert_eq!(kept.len(), STEMS_MAX);
        assert_eq!(kept.last().map(|stem| stem.weight()), Some(4));
    }
}
