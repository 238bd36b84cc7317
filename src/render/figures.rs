//! Figures: columns of texts that are numbers, however a language writes them.

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;

/// A column of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figures {
    /// What the cells are worth; none where one is empty.
    pub(super) numbers: Vec<Option<f64>>,
    /// Which mark stands before decimals in its texts.
    pub(super) mark: char,
}

/// The marks of a language in numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Marks {
    /// What stands before decimals.
    pub(super) decimal: char,
    /// What stands between thousands.
    pub(super) group: char,
}

/// More decimals than these are written by a machine, whose style says nothing of other columns.
const DECIMALS_BY_HAND_MAX: usize = 3;

/// Reads the cells of a column as numbers; `None` unless all that are not empty are such. `1.234`
/// means what the other cells say of points, else what is `usual`. A postal code with a zero before
/// it is no number.
pub(super) fn figures<'a>(
    cells: impl Iterator<Item = &'a str>,
    usual: impl Fn() -> char,
) -> Option<Figures> {
    let bare = cells.map(|cell| Some(cell.trim()).filter(|cell| !cell.is_empty()).map(bare));
    let bare: Vec<Option<Option<(String, f64)>>> = bare.collect();
    let known = || bare.iter().flatten().flatten();
    known().next()?;
    let said = known().find_map(|(digits, _)| decimal_mark(digits));
    let mark = said.unwrap_or_else(usual);
    let read = |cell: &Option<Option<(String, f64)>>| match cell {
        None => Some(None),
        Some(None) => None,
        Some(Some((digits, sign))) => number(digits, mark).map(|number| Some(number * sign)),
    };
    let numbers: Option<Vec<Option<f64>>> = bare.iter().map(read).collect();
    Some(Figures { numbers: numbers?, mark })
}

/// Tells which mark stands before decimals in a column of numbers, if its cells say so themselves:
/// the other columns of the file are written by the same hand.
pub(super) fn witness<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Option<char> {
    let by_hand = cells.clone().filter_map(bare).filter(|(digits, _)| {
        let decimals = digits.rfind(['.', ',']).map_or(0, |at| digits.len() - at - 1);
        decimals <= DECIMALS_BY_HAND_MAX
    });
    let said = by_hand.into_iter().find_map(|(digits, _)| decimal_mark(&digits))?;
    figures(cells, || said).filter(|column| column.mark == said).map(|_| said)
}

impl Marks {
    /// Gives the marks of a language.
    pub(super) fn of(language: &str) -> Self {
        let english = Self { decimal: '.', group: ',' };
        let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
        let Ok(formatter) = DecimalFormatter::try_new((&locale).into(), Default::default()) else {
            return english;
        };
        let mut number = Decimal::from(12_345_678);
        number.multiply_pow10(-1);
        let shown = formatter.format_to_string(&number);
        let mut marks = shown.chars().filter(|letter| !letter.is_numeric());
        match (marks.next(), marks.next_back()) {
            (Some(group), Some(decimal)) => Self { decimal, group },
            _ => english,
        }
    }

    /// Writes a number anew that has `mark` before its decimals. What stands around it stays.
    pub(super) fn rewrite(self, text: &str, mark: char) -> String {
        let letter = |letter: char| match letter {
            '.' | ',' if letter == mark => self.decimal,
            '.' | ',' => self.group,
            _ => letter,
        };
        text.chars().map(letter).collect()
    }
}

/// Takes away what stands around a number; gives its digits with their marks, and its sign.
fn bare(cell: &str) -> Option<(String, f64)> {
    let is_around = |letter: char| letter.is_whitespace() || "€$£¥%".contains(letter);
    let inner = cell.trim_matches(is_around);
    let (inner, sign) = match inner.strip_prefix(['-', '−']) {
        Some(rest) => (rest.trim_start_matches(is_around), -1.0),
        None => (inner.strip_prefix('+').unwrap_or(inner), 1.0),
    };
    let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
    let groups: Vec<&str> = inner.split([' ', '\u{a0}', '\u{202f}']).collect();
    let is_grouped = groups
        .iter()
        .skip(1)
        .all(|group| group.len() >= 3 && group.bytes().take(3).all(|byte| byte.is_ascii_digit()));
    let digits = groups.concat();
    let is_number = digits.chars().all(is_digit) && digits.contains(|c: char| c.is_ascii_digit());
    (is_number && is_grouped).then_some((digits, sign))
}

/// Tells which mark stands before decimals, where only one can.
fn decimal_mark(digits: &str) -> Option<char> {
    let last = digits.rfind(['.', ','])?;
    let mark = if digits[last..].starts_with('.') { '.' } else { ',' };
    let other = if mark == '.' { ',' } else { '.' };
    if digits.contains(other) {
        return Some(mark);
    }
    if digits.matches(mark).count() > 1 {
        return Some(other);
    }
    let (before, after) = (&digits[..last], &digits[last + 1..]);
    let may_group = after.len() == 3 && (1..=3).contains(&before.len()) && before != "0";
    (!may_group).then_some(mark)
}

/// Reads digits with a mark before the decimals; the other mark may stand between thousands.
fn number(digits: &str, mark: char) -> Option<f64> {
    let (whole, decimals) = digits.split_once(mark).unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let is_grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let is_code = whole.len() > 1 && whole.starts_with('0');
    if !is_grouped || is_code || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{}.{decimals}0", groups.concat()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_columns_write_them() {
        let some = |numbers: &[f64]| Some(numbers.iter().map(|one| Some(*one)).collect::<Vec<_>>());
        let read = |cells: &[&str], language: &str| {
            let usual = || Marks::of(language).decimal;
            figures(cells.iter().copied(), usual).map(|column| column.numbers)
        };
        for (cells, language, expected) in [
            (&["1", " 20 ", "-3"][..], "es", some(&[1.0, 20.0, -3.0])),
            (&["1.234", "5"], "es", some(&[1234.0, 5.0])),
            (&["1.234", "5"], "en", some(&[1.234, 5.0])),
            (&["1.234", "5"], "es-MX", some(&[1.234, 5.0])),
            (&["1.234", "5"], "es-GT", some(&[1.234, 5.0])),
            (&["1.234", "5"], "de-CH", some(&[1.234, 5.0])),
            (&["1.234", "5"], "es-AR", some(&[1234.0, 5.0])),
            (&["1.234", "0.5"], "es", some(&[1.234, 0.5])),
            (&["1.234,5 €", "−2 €"], "en", some(&[1234.5, -2.0])),
            (&["$1,234,567", "$12.50"], "es", some(&[1_234_567.0, 12.5])),
            (&["12,5 %", "3 %"], "es", some(&[12.5, 3.0])),
            (&["1 234 567"], "es", some(&[1_234_567.0])),
            (&["2026-03-31"], "es", None),
            (&["08001", "28001"], "es", None),
            (&["600 12 34"], "es", None),
            (&["1", "dos"], "es", None),
            (&["", " "], "es", None),
            (&["1.2.3"], "es", None),
            (&["1e5"], "es", None),
            (&["1.840", "4,5"], "en", some(&[1840.0, 4.5])),
            (&["1,840", "960", "4.5"], "es", some(&[1840.0, 960.0, 4.5])),
            (&["1,840.5", "1.840,5"], "es", None),
            (&["4,5", "4.5"], "es", None),
        ] {
            assert_eq!(read(cells, language), expected, "{cells:?} {language}");
        }
        assert_eq!(read(&["", "1"], "es"), Some(vec![None, Some(1.0)]));
    }

    #[test]
    fn a_column_says_how_its_file_writes_numbers() {
        for (cells, expected) in [
            (&["4,5", "340"][..], Some(',')),
            (&["4.5", "340"], Some('.')),
            (&["1,840.5"], Some('.')),
            (&["1.840", "960"], None),
            (&["4,5", "mucho"], None),
            (&["4,5", "4.5"], None),
            (&["40.4168", "41.3874"], None),
            (&["2026-03-31"], None),
        ] {
            assert_eq!(witness(cells.iter().copied()), expected, "{cells:?}");
        }
    }

    #[test]
    fn numbers_are_written_as_each_language_does() {
        for (text, mark, language, expected) in [
            ("1.840", ',', "en", "1,840"),
            ("-1.840,50 €", ',', "en", "-1,840.50 €"),
            ("1,840.5", '.', "es", "1.840,5"),
            ("1.840,5", ',', "es", "1.840,5"),
            ("4.5", '.', "es-MX", "4.5"),
            ("1.840,5", ',', "fr", "1\u{202f}840,5"),
            ("71 %", ',', "en", "71 %"),
        ] {
            assert_eq!(Marks::of(language).rewrite(text, mark), expected, "{text} {language}");
        }
    }
}
