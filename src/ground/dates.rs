//! Dates as people write them, for the help of a finding: what was probably meant.

use jiff::civil::Date;

/// What a date that cannot be read may mean, each as `2026-11-07`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guess {
    /// It can only mean this.
    Sure(String),
    /// Day and month could be either.
    Either {
        /// If the day comes first, as in Spanish.
        day_first: String,
        /// If the month comes first.
        month_first: String,
    },
}

/// Guesses what `7/11/2026`, `31.3.2026` or `2026/3/5` mean; `None` for all else.
pub fn guess(written: &str) -> Option<Guess> {
    let written = written.trim();
    let separator = written.chars().find(|letter| !letter.is_ascii_digit())?;
    let parts: Vec<&str> = written.split(separator).collect();
    let &[first, middle, last] = parts.as_slice() else { return None };
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !"/-.".contains(separator) || !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    if first.len() == 4 {
        return day(first, middle, last).map(Guess::Sure);
    }
    match (day(last, middle, first), day(last, first, middle)) {
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Some(Guess::Either { day_first, month_first })
        }
        (one, other) => one.or(other).map(Guess::Sure),
    }
}

/// Writes a day of the calendar, if the three parts are one.
fn day(year: &str, month: &str, day: &str) -> Option<String> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (year.len() == 4).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_and_month_are_told_apart_where_they_can_be() {
        let sure = |text: &str| Some(Guess::Sure(text.to_string()));
        let either = |day_first: &str, month_first: &str| {
            let (day_first, month_first) = (day_first.to_string(), month_first.to_string());
            Some(Guess::Either { day_first, month_first })
        };
        for (written, expected) in [
            ("7/11/2026", either("2026-11-07", "2026-07-11")),
            ("31/03/2026", sure("2026-03-31")),
            ("3-31-2026", sure("2026-03-31")),
            ("5.5.2026", sure("2026-05-05")),
            ("2026/3/5", sure("2026-03-05")),
            ("2026-02-30", None),
            ("29/2/2026", None),
            ("2026-13-01", None),
            ("7/11/26", None),
            ("31/31/2026", None),
            ("mañana", None),
            ("1/2/3/2026", None),
            ("", None),
        ] {
            assert_eq!(guess(written), expected, "{written}");
        }
    }
}
