//! Which colour a piece of code takes: the scopes of Sublime Text, folded into some twenty classes.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// Scopes and the class of each; of those that fit, the longest wins.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("string", "s"),
    ("string.regexp", "s"),
    ("constant", "n"),
    ("constant.character.escape", "e"),
    ("constant.other.placeholder", "e"),
    ("keyword", "k"),
    ("keyword.operator", "o"),
    ("keyword.operator.word", "k"),
    ("storage", "k"),
    ("storage.modifier.lifetime", "v"),
    ("punctuation.definition.comment", "c"),
    ("punctuation.definition.string", "s"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("support.macro", "f"),
    ("entity.name.macro", "f"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("entity.name.struct", "t"),
    ("entity.name.enum", "t"),
    ("entity.name.trait", "t"),
    ("entity.name.namespace", "t"),
    ("entity.name.impl", "t"),
    ("entity.other.inherited-class", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("variable.language", "k"),
    ("variable.parameter", "v"),
    ("variable.other.constant", "n"),
    ("entity.name.constant", "n"),
    ("entity.name.tag", "g"),
    ("punctuation.definition.tag", "g"),
    ("entity.other.attribute-name", "a"),
    ("meta.annotation", "m"),
    ("variable.annotation", "m"),
    ("meta.preprocessor", "m"),
    ("support.type.property-name", "a"),
    ("entity.name.section", "h"),
    ("markup.heading", "h"),
    ("markup.bold", "b"),
    ("markup.italic", "i"),
    ("markup.inserted", "x"),
    ("markup.deleted", "d"),
    ("invalid", "r"),
];

static TABLE: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let scopes = CLASSES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class)));
    scopes.collect()
});

/// Gives the class of the innermost scope that has one.
pub(super) fn class(stack: &[Scope]) -> Option<&'static str> {
    stack.iter().rev().find_map(|scope| {
        let fitting = TABLE.iter().filter(|(prefix, _)| prefix.is_prefix_of(*scope));
        fitting.max_by_key(|(prefix, _)| prefix.len()).map(|(_, class)| *class)
    })
}
