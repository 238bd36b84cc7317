//! How a chart speaks: the theme's words, and numbers as the page's language writes them.

use super::given::{Estimate, Measure};

/// Who speaks for a chart in the page's language.
pub trait Speech {
    /// Gives the theme's words for a key of [`KEYS`]; those for a count, where one is given, in the
    /// plural that the language asks for. Slots (`{label}`) stay as they are.
    fn template(&self, key: &str, count: Option<u64>) -> String;

    /// Writes a number that is not below zero with exactly so many decimals.
    fn number(&self, value: f64, decimals: u8) -> String;
}

/// The keys of the theme's words, with the slots of each.
pub const KEYS: &[(&str, &[&str])] = &[
    ("chart_table", &[]),
    ("chart_table_follows", &[]),
    ("chart_base", &[]),
    ("chart_n", &["count"]),
    ("chart_share", &[]),
    ("chart_value", &[]),
    ("chart_count", &[]),
    ("chart_interval", &[]),
    ("chart_net", &[]),
    ("chart_difference", &[]),
    ("chart_percent", &["number"]),
    ("chart_range", &["low", "high"]),
    ("chart_between", &["low", "high"]),
    ("chart_people", &["count"]),
    ("chart_hidden", &[]),
    ("chart_drawn", &["count", "total"]),
    ("chart_no_change", &[]),
    ("chart_more", &[]),
    ("chart_fewer", &[]),
    ("chart_marks", &[]),
    ("chart_says_sides", &["label", "high", "low", "details"]),
    ("chart_says_highest", &["label", "value", "details"]),
    ("chart_says_lowest", &["label", "value", "details"]),
    ("chart_says_course", &["before", "first", "after", "last", "details"]),
    ("chart_says_moved", &[]),
    ("chart_says_stayed", &[]),
    ("chart_says_part", &["label", "value"]),
    ("chart_says_parts", &["parts", "details"]),
    ("chart_says_widest", &["label", "before", "first", "after", "last", "difference", "details"]),
    ("chart_says_told_apart", &["count", "total"]),
    ("chart_says_marked", &["count"]),
    ("chart_says_hidden", &["count"]),
];

/// What stands for a number that is not shown.
pub(super) const DASH: &str = "—";

/// Speaks with the words of a theme: what stands beside charts is written as they write.
pub struct Voice<'a>(pub &'a dyn Speech);

impl Voice<'_> {
    /// Gives words without slots.
    pub fn word(&self, key: &str) -> String {
        self.0.template(key, None)
    }

    /// Gives words with their slots filled. What fills one slot is never read as another.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        filled(&self.0.template(key, None), values)
    }

    /// Gives the words for a count, `{count}` and the other slots filled.
    pub fn counted(&self, key: &str, count: u64, values: &[(&str, &str)]) -> String {
        let number = self.count(count);
        let mut all = vec![("count", number.as_str())];
        all.extend_from_slice(values);
        filled(&self.0.template(key, Some(count)), &all)
    }

    /// Writes a whole number.
    pub fn count(&self, count: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "no survey has 2^53 answers")]
        self.0.number(count as f64, 0)
    }

    /// Writes a value, shortly: as it stands in a drawing.
    pub fn value(&self, measure: Measure, value: f64) -> String {
        match measure {
            Measure::Share => {
                self.fill("chart_percent", &[("number", &self.signed(value * 100.0, 0))])
            }
            Measure::Points => self.signed(value, 0),
            Measure::Mean => self.signed(value, 1),
        }
    }

    /// Writes a value as it stands in a table: with one decimal more where it has any.
    pub fn exact(&self, measure: Measure, value: f64) -> String {
        match measure {
            Measure::Share => self.value(measure, value),
            Measure::Points => self.signed(value, 1),
            Measure::Mean => self.signed(value, 2),
        }
    }

    /// Writes a difference with its sign; that of shares in points.
    pub fn difference(&self, measure: Measure, value: f64) -> String {
        let (value, decimals) = match measure {
            Measure::Share => (value * 100.0, 0),
            Measure::Points => (value, 0),
            Measure::Mean => (value, 1),
        };
        let sign = if rounded(value, decimals) > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.signed(value, decimals))
    }

    /// Writes the interval of a value, if it has one.
    pub(super) fn interval(&self, measure: Measure, estimate: Option<Estimate>) -> String {
        let ends = estimate.and_then(|estimate| estimate.interval);
        ends.map_or_else(
            || DASH.to_string(),
            |(low, high)| {
                let (low, high) = (self.value(measure, low), self.value(measure, high));
                self.fill("chart_range", &[("low", &low), ("high", &high)])
            },
        )
    }

    /// Writes what stands in brackets after a value: its interval and its base.
    pub fn details(&self, interval: Option<(String, String)>, base: u64) -> String {
        let between = interval.map(|(low, high)| {
            self.fill("chart_between", &[("low", low.as_str()), ("high", high.as_str())])
        });
        let people = self.counted("chart_people", base, &[]);
        between.into_iter().chain([people]).collect::<Vec<_>>().join(", ")
    }

    /// Gives a sentence about what is not shown, if anything is not.
    pub(super) fn hidden(&self, count: usize) -> Option<String> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        (count > 0).then(|| self.counted("chart_says_hidden", count, &[]))
    }

    /// Writes a number with a true minus.
    pub fn signed(&self, value: f64, decimals: u8) -> String {
        let value = rounded(value, decimals);
        let sign = if value < 0.0 { "−" } else { "" };
        format!("{sign}{}", self.0.number(value.abs(), decimals))
    }
}

/// Rounds half away from zero, as tables of surveys do; what is no number is none here either.
fn rounded(value: f64, decimals: u8) -> f64 {
    let power = 10f64.powi(i32::from(decimals));
    // What is a half but for the last bit of a float is a half.
    let scaled = value * power;
    let value = (scaled + scaled.signum() * 1e-9).round() / power;
    if value.is_finite() { value } else { 0.0 }
}

/// Fills the slots of a template, in one pass: a label may hold braces of its own.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let slot = rest.find('}').and_then(|end| {
            let (_, value) = values.iter().find(|(name, _)| *name == &rest[1..end])?;
            Some((*value, end))
        });
        match slot {
            Some((value, end)) => {
                filled.push_str(value);
                rest = &rest[end + 1..];
            }
            None => {
                filled.push('{');
                rest = &rest[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_once() {
        let values = [("a", "{b}"), ("b", "x")];
        for (template, expected) in
            [("{a} {b}", "{b} x"), ("{c} {", "{c} {"), ("", ""), ("{{a}}", "{{b}}")]
        {
            assert_eq!(filled(template, &values), expected);
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (value, decimals, expected) in
            [(0.5, 0, 1.0), (-0.5, 0, -1.0), (1.005, 2, 1.01), (f64::NAN, 0, 0.0), (-0.2, 0, 0.0)]
        {
            assert!((rounded(value, decimals) - expected).abs() < 1e-12, "{value}");
        }
    }
}
