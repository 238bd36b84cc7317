//! In which languages a questionnaire is written, and its texts in one of them.

use std::collections::BTreeSet;

use crate::ground::Lang;
use crate::model::survey::{Question, Survey, Texts};

use super::english::ENGLISH;
use super::lexicon::{Lexicon, is_one};
use super::said::Said;
use super::spanish::SPANISH;

/// Words that are frequent in other languages, so that none is taken for Spanish or English.
const FOREIGN: &[&str] = &[
    "não", "você", "uma", "com", "seu", "nosso", "nossa", "vous", "nous", "votre", "avec", "est",
    "und", "der", "das", "wie", "sie", "ist", "amb", "els", "teu", "què", "che", "della", "come",
    "nostro", "gli", "het", "een", "hoe",
];

/// The languages of a questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tongues {
    /// Those that can be looked at, Spanish first.
    pub known: Vec<Lang>,
    /// The tags of the others; an empty one stands for texts of which nobody said and nothing
    /// shows in which language they are.
    pub others: Vec<String>,
}

/// One language, and where its texts stand.
pub(super) struct Tongue {
    /// What is known of it.
    pub(super) lexicon: &'static Lexicon,
    /// The language.
    lang: Lang,
    /// Whether texts without a tag are in it.
    has_untagged: bool,
}

impl Tongue {
    /// Takes a language of a questionnaire.
    pub(super) fn new(survey: &Survey, lang: Lang) -> Self {
        let lexicon = lexicon(lang);
        Self { lexicon, lang, has_untagged: guess(survey) == Some(lang) }
    }

    /// Gives a text in this language.
    pub(super) fn text<'a>(&self, texts: &'a Texts) -> Option<&'a str> {
        let tagged = texts.0.iter().find(|(tag, _)| main(tag) == self.lang.tag());
        let untagged = self.has_untagged.then(|| texts.0.get_key_value("")).flatten();
        tagged.or(untagged).map(|(_, text)| text.as_str())
    }
}

/// Gives the languages in which questions and answers are written.
pub fn tongues(survey: &Survey) -> Tongues {
    let texts = || survey.questions.iter().flat_map(texts);
    let tags: BTreeSet<&str> = texts().flat_map(|text| text.0.keys()).map(String::as_str).collect();
    let guess = guess(survey);
    let has = |lang: Lang| {
        tags.iter().any(|tag| main(tag) == lang.tag()) || (tags.contains("") && guess == Some(lang))
    };
    let is_known = |tag: &&str| match *tag {
        "" => guess.is_some() || untagged(survey).all(|text| !text.contains(char::is_alphabetic)),
        tag => [Lang::Es, Lang::En].iter().any(|lang| main(tag) == lang.tag()),
    };
    let others = tags.iter().filter(|tag| !is_known(tag)).map(ToString::to_string).collect();
    Tongues { known: [Lang::Es, Lang::En].into_iter().filter(|lang| has(*lang)).collect(), others }
}

/// Gives the texts of a question: its own, those of its rows and of its choices.
pub(super) fn texts(question: &Question) -> impl Iterator<Item = &Texts> {
    let rows = question.items.iter().map(|item| &item.text);
    let labels = question.choices.iter().map(|choice| &choice.label);
    [&question.text].into_iter().chain(rows).chain(labels)
}

/// Gives the language of a tag without its region.
pub(super) fn main(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

fn lexicon(lang: Lang) -> &'static Lexicon {
    match lang {
        Lang::Es => &SPANISH,
        Lang::En => &ENGLISH,
    }
}

fn untagged(survey: &Survey) -> impl Iterator<Item = &str> {
    let texts = survey.questions.iter().flat_map(texts);
    texts.filter_map(|text| text.0.get("")).map(String::as_str)
}

/// Guesses in which language the texts without a tag are, by the words that are frequent in it.
fn guess(survey: &Survey) -> Option<Lang> {
    let words: Vec<String> =
        untagged(survey).flat_map(|text| Said::new(text).words).map(|word| word.text).collect();
    let count = |list: &[&str]| words.iter().filter(|word| is_one(list, word)).count();
    let (es, en) = (count(SPANISH.usual), count(ENGLISH.usual));
    match es.max(en) {
        most if most == 0 || most < count(FOREIGN) => None,
        most if most == es => Some(Lang::Es),
        _ => Some(Lang::En),
    }
}
