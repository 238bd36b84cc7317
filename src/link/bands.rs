//! Bands of scales: which answers stand at the top, in the middle and at the bottom.

use crate::model::Count;
use crate::model::survey::{Question, QuestionKind};
use crate::statistics::Bands;

/// Gives the indices of the answers in each band, the best band first: promoters, passives and
/// detractors; who agrees, the neutral and who does not; who is content and all others. Nothing of
/// other questions.
pub(super) fn split(question: &Question) -> Vec<Vec<usize>> {
    let all = question.choices.len();
    match question.kind {
        QuestionKind::Nps { .. } if matches!(all, 10 | 11) => {
            [all - 2..all, all - 4..all - 2, 0..all - 4].map(Vec::from_iter).into()
        }
        QuestionKind::Csat if all > 2 => [all - 2..all, 0..all - 2].map(Vec::from_iter).into(),
        QuestionKind::Likert { is_reversed, neutral } => agreement(all, is_reversed, neutral),
        _ => Vec::new(),
    }
}

/// Parts a scale of agreement: the neutral answer, and of the others each half. What stands in the
/// middle of these is neutral too.
fn agreement(all: usize, is_reversed: bool, neutral: Option<usize>) -> Vec<Vec<usize>> {
    let mut sided: Vec<usize> = (0..all).filter(|at| Some(*at) != neutral).collect();
    if is_reversed {
        sided.reverse();
    }
    let half = sided.len() / 2;
    let top = sided.split_off(sided.len() - half);
    let mut middle = sided.split_off(half);
    middle.extend(neutral.filter(|at| *at < all));
    vec![top, middle, sided]
}

/// Gives who stands in each band of a recommendation or an agreement; `None` of other questions.
pub(super) fn of(question: &Question, counts: &[Count]) -> Option<Bands> {
    let sum = |band: &Vec<usize>| band.iter().filter_map(|at| counts.get(*at)).sum();
    let [top, middle, bottom] = &split(question)[..] else { return None };
    Some(Bands { top: sum(top), middle: sum(middle), bottom: sum(bottom) })
}

#[cfg(test)]
mod tests {
    use super::agreement;

    #[test]
    fn agreement_is_parted_around_who_is_neutral() {
        for (all, is_reversed, neutral, expected) in [
            (5, false, Some(2), [&[3, 4][..], &[2], &[0, 1]]),
            (5, true, Some(2), [&[1, 0], &[2], &[4, 3]]),
            (4, false, None, [&[2, 3], &[], &[0, 1]]),
            // "No opinion", asked last, is on no side.
            (5, false, Some(4), [&[2, 3], &[4], &[0, 1]]),
            (5, false, None, [&[3, 4], &[2], &[0, 1]]),
            (1, false, Some(0), [&[], &[0], &[]]),
        ] {
            assert_eq!(agreement(all, is_reversed, neutral), expected, "{all} {neutral:?}");
        }
    }
}
