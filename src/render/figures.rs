//! Figures: columns of texts that are numbers, however a language writes them.

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;

/// Reads the cells of a column as numbers; `None` unless all that are not empty are such. `1.234`
/// means what the other cells say of points, else what the language does. A postal code with a zero
/// before it is no number.
pub(super) fn figures<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    language: &str,
) -> Option<Vec<Option<f64>>> {
    let bare = cells.map(|cell| Some(cell.trim()).filter(|cell| !cell.is_empty()).map(bare));
    let bare: Vec<Option<Option<(String, f64)>>> = bare.collect();
    let known = || bare.iter().flatten().flatten();
    known().next()?;
    let said = known().find_map(|(digits, _)| decimal_mark(digits));
    let mark = said.unwrap_or_else(|| usual_mark(language));
    let read = |cell: &Option<Option<(String, f64)>>| match cell {
        None => Some(None),
        Some(None) => None,
        Some(Some((digits, sign))) => number(digits, mark).map(|number| Some(number * sign)),
    };
    bare.iter().map(read).collect()
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

/// Tells which mark stands before decimals in a language.
fn usual_mark(language: &str) -> char {
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
    let Ok(formatter) = DecimalFormatter::try_new((&locale).into(), Default::default()) else {
        return '.';
    };
    let mut tenth = Decimal::from(1);
    tenth.multiply_pow10(-1);
    if formatter.format_to_string(&tenth).contains(',') { ',' } else { '.' }
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
        ] {
            assert_eq!(figures(cells.iter().copied(), language), expected, "{cells:?} {language}");
        }
        assert_eq!(figures(["", "1"].into_iter(), "es"), Some(vec![None, Some(1.0)]));
    }
}
