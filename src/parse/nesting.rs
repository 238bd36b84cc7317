//! Which directives are open, and in which containers of Markdown.

use crate::ground::Span;

/// Directives open at once; what renders them goes as deep.
const OPEN_MAX: usize = 50;

/// A directive that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OpenDirective {
    /// Its name.
    pub(super) name: String,
    /// The colons before it.
    pub(super) colons: usize,
    /// Where its line stands.
    pub(super) span: Span,
    /// Whether it has a slot: one without a name has none.
    pub(super) is_shown: bool,
}

#[derive(Debug)]
enum Frame {
    Container,
    Directive(OpenDirective),
}

/// The containers and directives around a place, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    frames: Vec<Frame>,
    directives: usize,
}

impl Nesting {
    /// A container of Markdown begins: a directive that begins inside must end inside.
    pub(super) fn enter(&mut self) {
        self.frames.push(Frame::Container);
    }

    /// The innermost container ends; gives the directives that it leaves open, innermost first.
    pub(super) fn leave(&mut self) -> Vec<OpenDirective> {
        let unclosed = self.pop_to(self.inner());
        self.frames.pop();
        unclosed
    }

    /// The document ends; gives the directives still open, innermost first.
    pub(super) fn end(&mut self) -> Vec<OpenDirective> {
        self.pop_to(0)
    }

    /// Tells whether no container is open, directives aside.
    pub(super) fn is_at_top(&self) -> bool {
        self.frames.len() == self.directives
    }

    /// Tells whether no more directives may begin.
    pub(super) fn is_full(&self) -> bool {
        self.directives >= OPEN_MAX
    }

    /// A directive begins.
    pub(super) fn open(&mut self, directive: OpenDirective) {
        self.directives += 1;
        self.frames.push(Frame::Directive(directive));
    }

    /// A fence ends a directive of this container: the innermost with as many colons, else the
    /// innermost with fewer. Gives what it ends, innermost first and the one meant last, or `None`.
    pub(super) fn close(&mut self, colons: usize) -> Option<Vec<OpenDirective>> {
        let inner = self.inner();
        let find = |fits: &dyn Fn(usize) -> bool| {
            self.frames[inner..].iter().rposition(
                |frame| matches!(frame, Frame::Directive(directive) if fits(directive.colons)),
            )
        };
        let at = find(&|open| open == colons).or_else(|| find(&|open| open < colons))?;
        Some(self.pop_to(inner + at))
    }

    /// Gives the first frame inside the innermost container.
    fn inner(&self) -> usize {
        self.frames
            .iter()
            .rposition(|frame| matches!(frame, Frame::Container))
            .map_or(0, |at| at + 1)
    }

    fn pop_to(&mut self, length: usize) -> Vec<OpenDirective> {
        let popped = self.frames.drain(length..).rev();
        let directives: Vec<OpenDirective> = popped
            .filter_map(|frame| match frame {
                Frame::Directive(directive) => Some(directive),
                Frame::Container => None,
            })
            .collect();
        self.directives -= directives.len();
        directives
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nesting(opened: &[(&str, usize)]) -> Nesting {
        let mut nesting = Nesting::default();
        for (name, colons) in opened {
            nesting.open(OpenDirective {
                name: (*name).to_string(),
                colons: *colons,
                span: Span::default(),
                is_shown: true,
            });
        }
        nesting
    }

    #[test]
    fn a_fence_ends_its_equal_or_what_is_shorter() {
        for (opened, colons, expected) in [
            (&[("a", 3)][..], 3, Some("a")),
            (&[("a", 4), ("b", 3)], 3, Some("b")),
            (&[("a", 4), ("b", 3)], 4, Some("b a")),
            (&[("a", 3), ("b", 4)], 3, Some("b a")),
            (&[("a", 3), ("b", 3)], 5, Some("b")),
            (&[("a", 4)], 3, None),
            (&[], 3, None),
        ] {
            let closed = nesting(opened).close(colons);
            let names = closed.map(|closed| {
                let names: Vec<String> = closed.into_iter().map(|one| one.name).collect();
                names.join(" ")
            });
            assert_eq!(names.as_deref(), expected, "{opened:?} {colons}");
        }
    }

    #[test]
    fn a_container_is_a_wall() {
        let mut nesting = nesting(&[("a", 3)]);
        nesting.enter();
        assert_eq!(nesting.close(3), None);
        assert!(nesting.leave().is_empty());
        assert!(nesting.is_at_top());
        assert_eq!(nesting.end().len(), 1);
    }
}
