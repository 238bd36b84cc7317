//! What a language must tell of itself so that its questions can be looked at.

/// The words of one language. A word that ends in `*` stands for all that begin so; phrases are
/// written as [`Said`](super::said::Said) cuts them, marks standing alone.
pub(super) struct Lexicon {
    /// Words that are frequent in it and rare in others.
    pub(super) usual: &'static [&'static str],
    /// What joins two things: `y`.
    pub(super) conjunctions: &'static [&'static str],
    /// Phrases that always join two things: `así como`.
    pub(super) joints: &'static [&'static str],
    /// What may stand between a conjunction and what it joins: articles, prepositions.
    pub(super) small: &'static [&'static str],
    /// Two words that are one thing together.
    pub(super) pairs: &'static [(&'static str, &'static str)],
    /// People to whom one recommends, and months and days: two of them are one thing.
    pub(super) alike: &'static [&'static [&'static str]],
    /// Who is spoken of: you and your team are one.
    pub(super) pronouns: &'static [&'static str],
    /// `between`, which needs two things.
    pub(super) between: &'static str,
    /// What opens an aside, in which nothing is asked: `cuando`.
    pub(super) asides: &'static [&'static str],
    /// What may open a question after a comma: `how`.
    pub(super) openers: &'static [&'static str],
    /// Phrases that put the answer into the mouth.
    pub(super) leading: &'static [&'static str],
    /// Whose the praised thing is: `nuestro`.
    pub(super) owners: &'static [&'static str],
    /// Articles after which praise takes for granted what it praises.
    pub(super) articles: &'static [&'static str],
    /// Words of praise.
    pub(super) praise: &'static [&'static str],
    /// Always.
    pub(super) always: &'static [&'static str],
    /// Never.
    pub(super) never: &'static [&'static str],
    /// Phrases with those words that are no absolutes: `casi siempre`.
    pub(super) hedges: &'static [&'static str],
    /// What turns a sentence round: `no`.
    pub(super) negators: &'static [&'static str],
    /// Phrases with a negator that turn nothing round: `o no`.
    pub(super) idle_negators: &'static [&'static str],
    /// Words with a negation inside.
    pub(super) negatives: &'static [&'static str],
    /// `or`, which parts what it joins.
    pub(super) or: &'static str,
    /// Good labels of a scale.
    pub(super) good: &'static [&'static str],
    /// Bad labels of a scale.
    pub(super) bad: &'static [&'static str],
    /// What makes of a good label the low end of a scale with one pole: `nada`.
    pub(super) dampers: &'static [&'static str],
    /// Labels that are neither.
    pub(super) neutral: &'static [&'static str],
    /// Words of labels that mirror each other: the bad, the good.
    pub(super) mirrors: &'static [(&'static str, &'static str)],
    /// Labels of who cannot answer.
    pub(super) unknowing: &'static [&'static str],
    /// Phrases of questions about an experience.
    pub(super) experience: &'static [&'static str],
    /// Phrases that ask why, how, when and what, in this order: what an earlier one says is taken.
    pub(super) asking: [&'static [&'static str]; 4],
}

/// Tells whether a word is one of a list.
pub(super) fn is_one(list: &[&str], word: &str) -> bool {
    list.iter().any(|entry| match entry.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => *entry == word,
    })
}
