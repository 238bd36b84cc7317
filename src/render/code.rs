//! Code in colours: spans of short classes, neighbours of one class merged.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use super::scopes::Classes;
use crate::ground::findings::slow_code;
use crate::ground::markup::escape;
use crate::ground::{Diagnostic, Fingerprint, Mix, Place};
use crate::model::{Clock, CodeBlock, Keepsakes};

/// Names what makes the colours; another name means that kept blocks are made again.
const ENGINE: &str = "syntect-5.3 two-face-0.5 classes-1";

/// Lines and blocks over these bounds stay plain: grammars can take minutes for them.
const LINE_BYTES_MAX: usize = 1_000;
const BLOCK_BYTES_MAX: usize = 100_000;
const BLOCK_SECONDS_MAX: u64 = 2;

/// What begins a kept block that was given up; the page says so each time it is printed.
const GIVEN_UP: &str = "\u{1}";

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Colours a block, or takes it from the keepsakes. The finding tells that it was given up.
pub(super) fn highlight(
    block: &CodeBlock,
    place: impl FnOnce() -> Place,
    keepsakes: &Keepsakes,
    clock: &Clock,
) -> (Arc<str>, Option<Diagnostic>) {
    let key = key(block.fingerprint);
    let kept = keepsakes.get(key);
    let html = kept.unwrap_or_else(|| {
        let made: Arc<str> = Arc::from(colour(block, clock));
        keepsakes.keep(key, Arc::clone(&made));
        made
    });
    match html.strip_prefix(GIVEN_UP) {
        Some(plain) => {
            let finding = slow_code(place(), &block.language, BLOCK_SECONDS_MAX);
            (Arc::from(plain), Some(finding))
        }
        None => (html, None),
    }
}

/// Gives the key under which a block is kept.
pub fn key(block: Fingerprint) -> Fingerprint {
    Mix::new(ENGINE).print(block).finish()
}

fn colour(block: &CodeBlock, clock: &Clock) -> String {
    let is_long = |line: &str| line.len() > LINE_BYTES_MAX;
    let syntax = syntax(&block.language);
    let is_over = block.text.len() > BLOCK_BYTES_MAX || block.text.lines().any(is_long);
    let coloured = match syntax {
        Some(syntax) if !is_over => spans(block, syntax, clock),
        _ => Some(plain(block)),
    };
    coloured.unwrap_or_else(|| format!("{GIVEN_UP}{}", plain(block)))
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() || language == "text" {
        return None;
    }
    let known_as = match language {
        "console" | "shell" | "shell-session" | "zsh" => "bash",
        "jsonc" | "json5" => "json",
        "vue" => "html",
        other => other,
    };
    let syntax = SYNTAXES.find_syntax_by_token(known_as)?;
    (syntax.name != "Plain Text").then_some(syntax)
}

fn plain(block: &CodeBlock) -> String {
    if block.marked.is_empty() {
        return escape(&block.text).into_owned();
    }
    let lines = (1..).zip(block.text.split_inclusive('\n'));
    let marked = lines.map(|(number, line)| mark(block, number, &escape(line)));
    marked.collect()
}

fn mark(block: &CodeBlock, number: u32, html: &str) -> String {
    if block.marked.binary_search(&number).is_err() {
        return html.to_string();
    }
    format!("<span class=\"hl\">{html}</span>")
}

/// Gives the block in spans; `None` if it takes too long.
fn spans(block: &CodeBlock, syntax: &SyntaxReference, clock: &Clock) -> Option<String> {
    let until = clock() + Duration::from_secs(BLOCK_SECONDS_MAX);
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut html = String::with_capacity(block.text.len() * 3);
    let mut classes = Classes::default();
    for (number, line) in (1..).zip(block.text.split_inclusive('\n')) {
        if clock() > until {
            return None;
        }
        let with_end = if line.ends_with('\n') { line.to_string() } else { format!("{line}\n") };
        let operations = state.parse_line(&with_end, &SYNTAXES).ok()?;
        let mut coloured = Line { html: String::with_capacity(line.len() * 3), open: None };
        let mut from = 0;
        for (at, operation) in operations {
            let at = at.min(line.len());
            if at > from {
                coloured.piece(&line[from..at], classes.current());
                from = at;
            }
            stack.apply_with_hook(&operation, |change, _| classes.apply(&change)).ok()?;
        }
        coloured.piece(&line[from..], classes.current());
        html.push_str(&mark(block, number, &coloured.finish()));
    }
    Some(html)
}

/// A line being coloured; neighbours of one class share a span, blanks belong to any.
struct Line {
    html: String,
    open: Option<&'static str>,
}

impl Line {
    fn piece(&mut self, text: &str, class: Option<&'static str>) {
        let is_blank = text.trim().is_empty();
        if !is_blank && self.open != class {
            self.close();
            if let Some(class) = class {
                write!(self.html, "<span class=\"{class}\">").expect("a string takes all");
            }
            self.open = class;
        }
        if is_blank && text.ends_with('\n') {
            self.close();
        }
        self.html.push_str(&escape(text));
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::Span;

    fn block(language: &str, text: &str, marked: &[u32]) -> CodeBlock {
        CodeBlock {
            language: language.to_string(),
            title: None,
            marked: marked.to_vec(),
            text: text.to_string(),
            fingerprint: Fingerprint::of(text),
            span: Span::default(),
        }
    }

    fn still() -> Clock {
        Arc::new(|| Duration::ZERO)
    }

    #[test]
    fn neighbours_of_one_class_share_a_span() {
        let html = colour(&block("rust", "let x = \"a\";\n", &[]), &still());
        assert_eq!(
            html,
            "<span class=\"k\">let</span> x <span class=\"o\">= </span>\
             <span class=\"s\">&quot;a&quot;</span>;\n"
        );
    }

    #[test]
    fn marked_lines_and_unknown_languages() {
        let html = colour(&block("klingon", "a\n<b>\n", &[2]), &still());
        assert_eq!(html, "a\n<span class=\"hl\">&lt;b&gt;\n</span>");
    }

    #[test]
    fn bounds_decide() {
        let long = "[a](".repeat(2_000);
        assert_eq!(colour(&block("markdown", &long, &[]), &still()), long);
        let ticks = std::sync::atomic::AtomicU64::new(0);
        let late: Clock = Arc::new(move || {
            Duration::from_secs(ticks.fetch_add(2, std::sync::atomic::Ordering::Relaxed))
        });
        assert!(colour(&block("rust", "a\nb\nc\n", &[]), &late).starts_with(GIVEN_UP));
    }
}
