//! Which colour a piece of code takes: the scopes of Sublime Text, folded into some twenty classes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use syntect::parsing::{BasicScopeStackOp, Scope};

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

thread_local! {
    /// Code has few distinct scopes, and each is met thousands of times.
    static KNOWN: RefCell<HashMap<Scope, Option<&'static str>>> = RefCell::default();
}

/// The classes of the scopes that are open, each with what it inherits.
#[derive(Default)]
pub(super) struct Classes {
    open: Vec<Option<&'static str>>,
}

impl Classes {
    /// Opens or closes a scope.
    pub(super) fn apply(&mut self, operation: &BasicScopeStackOp) {
        match operation {
            BasicScopeStackOp::Push(scope) => {
                let class = class(*scope).or(self.current());
                self.open.push(class);
            }
            BasicScopeStackOp::Pop => {
                self.open.pop();
            }
        }
    }

    /// Gives the class of the innermost scope that has one.
    pub(super) fn current(&self) -> Option<&'static str> {
        self.open.last().copied().flatten()
    }
}

fn class(scope: Scope) -> Option<&'static str> {
    KNOWN.with_borrow_mut(|known| *known.entry(scope).or_insert_with(|| look_up(scope)))
}

fn look_up(scope: Scope) -> Option<&'static str> {
    let fitting = TABLE.iter().filter(|(prefix, _)| prefix.is_prefix_of(scope));
    fitting.max_by_key(|(prefix, _)| prefix.len()).map(|(_, class)| *class)
}
