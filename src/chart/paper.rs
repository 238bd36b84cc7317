//! What a drawing is written on: elements of SVG with classes, places and texts, and nothing else.
//!
//! Invariant: no colour, style or script is written here, and no number that is none. A number has
//! one decimal at most, so that equal numbers give equal bytes on every machine.

use std::fmt::Write;

use crate::ground::markup::{push_attribute, push_text};

/// The size of letters, in the units of the drawing.
pub(super) const SIZE: f64 = 14.0;

/// The size of small letters.
pub(super) const SMALL: f64 = 12.5;

/// How far the lines of a text stand from each other.
pub(super) const LEADING: f64 = 18.0;

/// No coordinate is beyond: the highest drawing has fewer rows.
const FAR: f64 = 100_000.0;

/// A figure is drawn twice, for pages with room and for those without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Labels beside the marks.
    Wide,
    /// Labels above the marks.
    Narrow,
}

impl Layout {
    /// Gives the width of the drawing in its own units, which are pixels of CSS where it is shown
    /// as it was meant.
    pub(super) fn width(self) -> f64 {
        match self {
            Layout::Wide => 640.0,
            Layout::Narrow => 320.0,
        }
    }
}

/// From where a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What a drawing of one layout came to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawing {
    /// The elements inside the `svg`.
    pub(super) body: String,
    /// The height, in the units of the drawing.
    pub(super) height: f64,
}

/// A drawing being made.
#[derive(Debug, Default)]
pub(super) struct Paper {
    body: String,
}

impl Paper {
    /// Draws a rectangle: left, top, width, height.
    pub(super) fn area(&mut self, class: &str, [x, y, width, height]: [f64; 4]) {
        let at = [("x", x), ("y", y), ("width", width.max(0.0)), ("height", height.max(0.0))];
        self.mark("rect", class, &at);
    }

    /// Draws a line from a point to another.
    pub(super) fn stroke(&mut self, class: &str, [x1, y1, x2, y2]: [f64; 4]) {
        self.mark("line", class, &[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
    }

    /// Draws a dot: centre and radius.
    pub(super) fn dot(&mut self, class: &str, [x, y, radius]: [f64; 3]) {
        self.mark("circle", class, &[("cx", x), ("cy", y), ("r", radius)]);
    }

    /// Draws a line through points.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        self.open("polyline", class);
        self.body.push_str(" fill=\"none\" points=\"");
        for (index, (x, y)) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            let _infallible = write!(self.body, "{gap}{},{}", coordinate(*x), coordinate(*y));
        }
        self.body.push_str("\"/>");
    }

    /// Writes a text whose letters stand on a line.
    pub(super) fn text(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), text: &str) {
        if text.is_empty() {
            return;
        }
        self.open_text(class, anchor, (x, y));
        push_text(&mut self.body, text);
        self.body.push_str("</text>");
    }

    /// Writes a text of several lines, the first of which stands at the place.
    pub(super) fn lines(
        &mut self,
        class: &str,
        anchor: Anchor,
        (x, y): (f64, f64),
        lines: &[String],
    ) {
        let [first, rest @ ..] = lines else { return };
        if rest.is_empty() {
            return self.text(class, anchor, (x, y), first);
        }
        self.open_text(class, anchor, (x, y));
        for (index, line) in lines.iter().enumerate() {
            let down = if index == 0 { 0.0 } else { LEADING };
            let (x, down) = (coordinate(x), coordinate(down));
            let _infallible = write!(self.body, "<tspan x=\"{x}\" dy=\"{down}\">");
            push_text(&mut self.body, line);
            // A space, so that who copies the text does not get one word of two.
            self.body.push_str(if index < rest.len() { " </tspan>" } else { "</tspan>" });
        }
        self.body.push_str("</text>");
    }

    /// Gives what was drawn.
    pub(super) fn done(self, height: f64) -> Drawing {
        Drawing { body: self.body, height }
    }

    fn open_text(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64)) {
        self.open("text", class);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y) = (coordinate(x), coordinate(y));
        // The sizes stand here and not in a stylesheet: the room for the text was reckoned by them.
        let size = if class.contains("chart-small") {
            format!(" font-size=\"{}\"", coordinate(SMALL))
        } else {
            String::new()
        };
        let _infallible = write!(self.body, "{anchor}{size} x=\"{x}\" y=\"{y}\">");
    }

    fn mark(&mut self, element: &str, class: &str, attributes: &[(&str, f64)]) {
        self.open(element, class);
        for (name, value) in attributes {
            let _infallible = write!(self.body, " {name}=\"{}\"", coordinate(*value));
        }
        self.body.push_str("/>");
    }

    fn open(&mut self, element: &str, class: &str) {
        let _infallible = write!(self.body, "<{element} class=\"");
        push_attribute(&mut self.body, class);
        self.body.push('"');
    }
}

/// Writes a number with one decimal at most.
pub(super) fn coordinate(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(-FAR, FAR) } else { 0.0 };
    let written = format!("{value:.1}");
    let short = written.strip_suffix(".0").unwrap_or(&written);
    if short == "-0" { "0".to_string() } else { short.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_numbers() {
        for (value, written) in [
            (1.0, "1"),
            (1.25, "1.2"),
            (-0.01, "0"),
            (f64::NAN, "0"),
            (f64::INFINITY, "0"),
            (1e300, "100000"),
        ] {
            assert_eq!(coordinate(value), written);
        }
    }

    #[test]
    fn texts_and_classes_are_escaped() {
        let mut paper = Paper::default();
        paper.text("a\"b", Anchor::End, (1.0, 2.0), "<script>&");
        let drawing = paper.done(1.0);
        assert_eq!(
            drawing.body,
            "<text class=\"a&quot;b\" text-anchor=\"end\" x=\"1\" y=\"2\">&lt;script&gt;&amp;</text>"
        );
    }
}
