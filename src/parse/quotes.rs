//! Quotes: how many marks of quotation a text has. The Markdown parser holds every level of every
//! quote at once, so that a file of nothing but `>` would take a thousand times its size.

/// Marks of quotation that a text may have; with more, no page that anyone could read is left.
const MARKS_MAX: usize = 500_000;

/// Gives the number of marks if there are too many.
pub(super) fn too_many(text: &str) -> Option<usize> {
    // What stands within lines is counted too, but a text that has not even so many is let pass.
    if text.bytes().filter(|byte| *byte == b'>').count() <= MARKS_MAX {
        return None;
    }
    let marks = text.lines().map(|line| {
        let head = line.bytes().take_while(|byte| b"> \t-*+".contains(byte));
        head.filter(|byte| *byte == b'>').count()
    });
    Some(marks.sum()).filter(|marks| *marks > MARKS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_at_the_head_of_a_line_count() {
        let deep = "> > a\n".repeat(MARKS_MAX / 2);
        assert_eq!(too_many(&deep), None);
        assert_eq!(too_many(&format!("{deep}> a\n")), Some(MARKS_MAX + 1));
        assert_eq!(too_many(&"a > b\n".repeat(MARKS_MAX + 1)), None);
    }
}
